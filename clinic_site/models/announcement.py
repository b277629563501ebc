"""The line above every page, and its words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .rows import LANGUAGE


class Announcement(models.Model):
    """A line above every page, shown from one moment to another by the clock."""

    class Severity(models.TextChoices):
        NEWS = "news", _("news")
        IMPORTANT = "important", _("important")

    severity = models.CharField(
        _("severity"), max_length=20, choices=Severity, default=Severity.NEWS
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    shows_telephone = models.BooleanField(_("with the telephone number"), default=True)

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=models.F("ends_at")),
                name="announcement_starts_before_it_ends",
                violation_error_message=_("It must start before it ends."),
            )
        ]

    def __str__(self):
        first = self.texts.first()
        return first.text if first else f"{self.starts_at:%Y-%m-%d}"


class AnnouncementText(models.Model):
    """What an announcement says in one language."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="texts")
    language = models.CharField(**LANGUAGE)
    text = models.CharField(_("text"), max_length=200)

    class Meta:
        verbose_name = _("text of the announcement")
        verbose_name_plural = _("texts of the announcement")
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "language"],
                name="one_announcement_text_a_language",
            )
        ]

    def __str__(self):
        return self.text
