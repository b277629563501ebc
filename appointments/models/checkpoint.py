"""Checkpoints: where the trails of requests and of the desk ended, under seal."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only


class Checkpoint(models.Model):
    """What was on record at one moment, so that rewriting it later shows.

    `sealed` is bound to the id; whoever has only the database can neither read nor
    forge it. It changes only when it is sealed anew with another key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(_("at"))
    sealed = models.BinaryField()

    class Meta:
        ordering = ["number"]
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self):
        return str(self.number)


append_only.never_deleted("appointments_checkpoint")
append_only.refuse(
    "appointments_checkpoint",
    "UPDATE",
    name="stands",
    condition="OLD.id <> NEW.id OR OLD.number <> NEW.number OR OLD.at <> NEW.at",
    words="a checkpoint stands",
)
