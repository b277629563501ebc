"""Acts of staff that belong to no single request: a search, a list taken out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only
from clinic_site.models import OneRow


class DeskEventKind(models.TextChoices):
    SEARCHED = "searched", _("searched")
    EXPORTED = "exported", _("exported")
    PRINTED = "printed", _("printed a list")


class DeskEvent(models.Model):
    """One act, without a word of what was looked for or found.

    `facts` holds codes and numbers only, never free text.
    """

    number = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(_("what"), max_length=30, choices=DeskEventKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), db_index=True)
    facts = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        verbose_name = _("act at the desk")
        verbose_name_plural = _("acts at the desk")

    def __str__(self):
        return self.get_kind_display()


class DeskTrail(OneRow):
    """Where the chain of desk events ends: how many there are, and the last digest."""

    event_count = models.PositiveBigIntegerField(default=0)
    last_event_digest = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return str(self.event_count)


append_only.only_grows("appointments_deskevent")
append_only.never_deleted("appointments_desktrail")
append_only.refuse(
    "appointments_desktrail",
    "UPDATE",
    name="counts_on",
    condition="NEW.event_count <= OLD.event_count",
    words="the trail of the desk only grows",
)
