"""Notes: what staff write about a request, sealed with it and read by few."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .request import AppointmentRequest


class Note(models.Model):
    """Words of one colleague to the others; `sealed` is bound to the request's uuid.

    Which event they belong to, that event says: a note, a lane, a rule that was broken.
    """

    request = models.ForeignKey(
        AppointmentRequest, models.PROTECT, related_name="notes"
    )
    sealed = models.BinaryField(default=bytes)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


append_only.never_deleted("appointments_note")
