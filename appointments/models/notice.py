"""Notices: messages owed to a person or to staff, stored with what caused them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .request import AppointmentRequest


class NoticeKind(models.TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement")
    STATUS_CHANGE = "status_change", _("something changed")
    STATUS_LINK = "status_link", _("the link again")
    OFFER = "offer", _("times offered")
    OFFER_REMINDER = "offer_reminder", _("reminder of offered times")
    BOOKED = "booked", _("time booked")
    VISIT_REMINDER = "visit_reminder", _("reminder of a booked time")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MISSED_PROMISE = "missed_promise", _("promise missed")
    STAFF_NEW_REQUEST = "staff_new_request", _("new request, to staff")
    STAFF_READ_FIRST = "staff_read_first", _("read first, to staff")
    STAFF_PROMISE_AT_RISK = "staff_promise_at_risk", _("promise at risk, to staff")
    STAFF_PATIENT_ANSWERED = "staff_patient_answered", _("answer, to staff")


TO_STAFF = frozenset(kind for kind in NoticeKind if kind.value.startswith("staff_"))
# What the passing of time makes owed, once for a request.
OWED_ONCE = (NoticeKind.MISSED_PROMISE, NoticeKind.STAFF_PROMISE_AT_RISK)


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("waiting to go")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    NOT_WANTED = "not_wanted", _("not wanted by the person")
    OVERTAKEN = "overtaken", _("overtaken by what happened since")


class NoticeQuerySet(models.QuerySet):
    def due(self, at):
        """Notices whose next try has come."""
        return self.waiting().filter(next_try_at__lte=at)

    def waiting(self):
        return self.filter(state=NoticeState.WAITING)

    def failed(self):
        """Those that no mail server took, however often it was tried."""
        return self.filter(state=NoticeState.FAILED)


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
    # Staff gave a reason that stands in the trail: it goes all the same, and at once.
    is_against_rule = models.BooleanField(_("against their rule"), default=False)
    message_id = models.CharField(max_length=200)

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
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="failed"),
                name="notices_failed",
            ),
        ]
        constraints = [
            # Not in the field, for the reason that requests have.
            models.UniqueConstraint(fields=["message_id"], name="messages_differ"),
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=models.Q(kind__in=OWED_ONCE),
                name="some_notices_are_owed_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.get_state_display()}"
