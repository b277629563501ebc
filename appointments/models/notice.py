"""Notices: messages owed to a person or to staff, stored with what caused them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .request import AppointmentRequest


class NoticeKind(models.TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement")
    STAFF_NEW_REQUEST = "staff_new_request", _("new request, to staff")
    STAFF_READ_FIRST = "staff_read_first", _("read first, to staff")


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("waiting to go")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    NOT_WANTED = "not_wanted", _("not wanted by the person")


class NoticeQuerySet(models.QuerySet):
    def due(self, at):
        """Notices whose next try has come."""
        return self.filter(state=NoticeState.WAITING, next_try_at__lte=at)


class Notice(models.Model):
    """One message, rendered only when it is sent: no address or text at rest."""

    request = models.ForeignKey(
        AppointmentRequest, models.PROTECT, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=30, choices=NoticeKind)
    state = models.CharField(
        _("state"), max_length=20, choices=NoticeState, default=NoticeState.WAITING
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    created_at = models.DateTimeField(_("since"))
    next_try_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    message_id = models.CharField(max_length=200, unique=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state="waiting"),
                name="notices_waiting",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.get_state_display()}"
