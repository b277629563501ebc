"""The trail of a request: one line for each write and each look, chained."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .request import AppointmentRequest, RequestState


class EventKind(models.TextChoices):
    RECEIVED = "received", _("request came in")
    TAKEN = "taken", _("taken")
    RELEASED = "released", _("let go")
    MOVED = "moved", _("moved")
    CONTACT_ATTEMPT = "contact_attempt", _("contact attempt")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("opened again")
    VIEWED = "viewed", _("opened by staff")
    REVEALED = "revealed", _("contact details shown")
    EXPORTED = "exported", _("exported or printed")
    OFFERED = "offered", _("times offered")
    CHOSE = "chose", _("chose a time")
    NONE_FITS = "none_fits", _("none of the times fits")
    BOOKED = "booked", _("time booked")
    WITHDREW = "withdrew", _("withdrew the request")
    CORRECTED = "corrected", _("corrected contact details")
    ERASED = "erased", _("erased what was sent")
    NOTED = "noted", _("note")
    HANDED_OVER = "handed_over", _("handed over")
    LANE_SET = "lane_set", _("put into another lane")
    LINKED = "linked", _("linked")
    UNLINKED = "unlinked", _("link undone")
    BROKE_RULE = "broke_rule", _("contact against their rule")
    REASON_READ = "reason_read", _("reason read by staff")
    ERASURE_ASKED = "erasure_asked", _("asked to erase what was sent")
    HOLD_PUT = "hold_put", _("legal hold put")
    HOLD_LIFTED = "hold_lifted", _("legal hold lifted")
    NOTICE_SENT = "notice_sent", _("message sent")
    NOTICE_FAILED = "notice_failed", _("message failed")


class RequestEvent(models.Model):
    """One line of a request's audit trail: a write or a look, without health text.

    `facts` holds codes only (channel, result, kind of notice), never free text.
    """

    request = models.ForeignKey(
        AppointmentRequest, models.PROTECT, related_name="events"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(_("what"), max_length=30, choices=EventKind)
    from_state = models.CharField(max_length=20, choices=RequestState, blank=True)
    to_state = models.CharField(max_length=20, choices=RequestState, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    facts = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["request", "number"]
        verbose_name = _("request event")
        verbose_name_plural = _("request events")
        permissions = [
            ("view_record", "Can see and take along who did what"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "number"], name="events_are_numbered"
            )
        ]
        indexes = [
            models.Index(fields=["at"], name="events_by_moment"),
            models.Index(
                fields=["-at", "-id"],
                condition=Q(kind="broke_rule"),
                name="broken_rules",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


append_only.only_grows("appointments_requestevent")
