"""Was this page helpful? Counts a page and day, and nothing about who said it."""

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .article import Article


class PageFeedbackQuerySet(models.QuerySet):
    def count_answer(self, article, *, on, was_helpful):
        """Add one answer to the page's count of the day."""
        today = self.filter(article=article, day=on)
        field = "helpful" if was_helpful else "unhelpful"
        one_more = {field: models.F(field) + 1}
        if not today.update(**one_more):
            # Two readers may be the day's first: one row is made, both are counted.
            self.bulk_create(
                [self.model(article=article, day=on)], ignore_conflicts=True
            )
            today.update(**one_more)


def with_feedback(articles, *, since):
    """Add to a queryset of articles how many found each `helpful` and `unhelpful`.

    Counted from the day `since` on. Each count is a query of its own within the query,
    so that no join multiplies it and the bodies of pages are not grouped by.
    """
    days = PageFeedback.objects.filter(article=OuterRef("pk"), day__gte=since)
    days = days.order_by().values("article")
    return articles.annotate(
        **{
            name: Coalesce(Subquery(days.annotate(said=Sum(name)).values("said")), 0)
            for name in ("helpful", "unhelpful")
        }
    )


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
