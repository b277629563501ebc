"""Contact attempts: each try to reach a person, with what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .request import AppointmentRequest


class Channel(models.TextChoices):
    CALL = "call", _("call")
    TEXT = "text", _("text message")
    EMAIL = "email", _("e-mail")


class Result(models.TextChoices):
    REACHED = "reached", _("spoke with them")
    LEFT_MESSAGE = "left_message", _("left a message")
    NO_ANSWER = "no_answer", _("no answer")
    WRONG_NUMBER = "wrong_number", _("wrong number or address")
    SENT = "sent", _("sent")


class ContactAttempt(models.Model):
    """One try by a person of the clinic to reach the one who asked.

    `sealed` holds what staff wrote about it, bound to the request's uuid; empty
    when they wrote nothing.
    """

    request = models.ForeignKey(
        AppointmentRequest, models.PROTECT, related_name="contact_attempts"
    )
    channel = models.CharField(_("how"), max_length=20, choices=Channel)
    result = models.CharField(_("what happened"), max_length=20, choices=Result)
    sealed = models.BinaryField(default=bytes)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at"]
        verbose_name = _("contact attempt")
        verbose_name_plural = _("contact attempts")

    def __str__(self):
        return f"{self.get_channel_display()}: {self.get_result_display()}"


append_only.never_deleted("appointments_contactattempt")
