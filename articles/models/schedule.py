"""Scheduled publications: approved words that patients read from a moment on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .publication import Publication
from .revision import Revision


class ScheduleState(models.TextChoices):
    WAITING = "waiting", _("waits for its moment")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused at its moment")
    TAKEN_BACK = "taken_back", _("taken back")


class Refusal(models.TextChoices):
    GATES = "gates", _("Something in the text stopped it.")
    OVERTAKEN = "overtaken", _("Newer words were published before.")
    BROKEN = "broken", _("It failed for a technical reason.")


class ScheduledPublicationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ScheduleState.WAITING)

    def due(self, at):
        """What should be published by the moment `at`, the oldest first."""
        return self.waiting().filter(go_live_at__lte=at).order_by("go_live_at", "pk")

    def unanswered(self):
        """Refused ones for which nobody has published or scheduled anything since."""
        same_article = models.OuterRef("revision__article")
        newer = ScheduledPublication.objects.filter(
            revision__article=same_article, pk__gt=models.OuterRef("pk")
        )
        published = Publication.objects.filter(
            article=same_article, revision__gte=models.OuterRef("revision")
        )
        refused = self.filter(state=ScheduleState.REFUSED)
        return refused.exclude(models.Exists(newer)).exclude(models.Exists(published))


class ScheduledPublication(models.Model):
    """A reviewer's wish that approved words go live at a moment."""

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="schedules", verbose_name=_("revision")
    )
    go_live_at = models.DateTimeField(_("publish at"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("scheduled by"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ScheduleState, default=ScheduleState.WAITING
    )
    refusal = models.CharField(_("why"), max_length=20, choices=Refusal, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)

    objects = ScheduledPublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-go_live_at", "-pk"]
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=models.Q(state="waiting"),
                name="a_revision_waits_for_one_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state="refused") ^ models.Q(refusal=""),
                name="refused_schedules_say_why",
            ),
        ]

    def __str__(self):
        return f"{self.revision} {self.go_live_at:%Y-%m-%d}"
