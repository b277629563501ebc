"""Review reminders: which mail about a review has gone out, so that each goes once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .publication import Publication


class ReviewReminder(models.Model):
    """One mail owed about one publication's review; `days` before it is due.

    0 days is the mail that says nothing happened in time. Without `sent_at` it was
    tried and did not go out yet.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="reminders"
    )
    days = models.PositiveSmallIntegerField(_("days before"))
    tried_at = models.DateTimeField(_("last tried at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("review reminder")
        verbose_name_plural = _("review reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "days"], name="each_reminder_once"
            )
        ]

    def __str__(self):
        return f"{self.publication} {self.days}"
