"""Was this page helpful? Counts a page and day, and nothing about who said it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class PageFeedbackQuerySet(models.QuerySet):
    def count_answer(self, article, *, on, was_helpful):
        """Add one answer to the page's count of the day."""
        row, _is_new = self.get_or_create(article=article, day=on)
        field = "helpful" if was_helpful else "unhelpful"
        self.filter(pk=row.pk).update(**{field: models.F(field) + 1})


class PageFeedback(models.Model):
    """How many people found an article helpful on one day, and how many did not."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="feedback")
    day = models.DateField(_("day"))
    helpful = models.PositiveIntegerField(_("helpful"), default=0)
    unhelpful = models.PositiveIntegerField(_("not helpful"), default=0)

    objects = PageFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = _("feedback on a page")
        verbose_name_plural = _("feedback on pages")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day"], name="one_feedback_count_a_day"
            )
        ]

    def __str__(self):
        return f"{self.article} {self.day}"
