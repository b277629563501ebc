"""Appointment requests: a person's wish to be seen, sealed, and what happened to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from . import standing


class RequestState(models.TextChoices):
    HELD = "held", _("held")
    RECEIVED = "received", _("received")
    IN_TRIAGE = "in_triage", _("in triage")
    AWAITING_PATIENT = "awaiting_patient", _("waiting on patient")
    CLOSED = "closed", _("closed")


class Outcome(models.TextChoices):
    BOOKED = "booked", _("booked")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn by the patient")
    UNREACHABLE = "unreachable", _("could not be reached")
    DUPLICATE = "duplicate", _("duplicate")


class Lane(models.TextChoices):
    NORMAL = "normal", _("normal")
    READ_FIRST = "read_first", _("read first")


class RequestSource(models.TextChoices):
    WEBSITE = "website", _("website")
    TELEPHONE = "telephone", _("telephone")


NEXT_STATES = {
    RequestState.HELD: {RequestState.RECEIVED, RequestState.CLOSED},
    RequestState.RECEIVED: {RequestState.IN_TRIAGE, RequestState.CLOSED},
    RequestState.IN_TRIAGE: {
        RequestState.RECEIVED,
        RequestState.AWAITING_PATIENT,
        RequestState.CLOSED,
    },
    RequestState.AWAITING_PATIENT: {RequestState.IN_TRIAGE, RequestState.CLOSED},
    RequestState.CLOSED: {RequestState.IN_TRIAGE},
}


# How the desk works through the queue; whole, so that an index serves any page of it.
IN_ORDER = ["standing", "respond_by", "received_at", "id"]


class IllegalMove(Exception):
    """The request cannot go from its state to the wished one."""


class Refused(IllegalMove):
    """The step would fit the state, but something else speaks against it: its words."""


class StaleRequest(Exception):
    """Somebody else changed the request since it was read."""


class AppointmentRequestQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state=RequestState.CLOSED)


class AppointmentRequest(models.Model):
    """One person's wish to be seen, from the moment we acknowledge it.

    What the person wrote is in `sealed` and nowhere else in readable form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=RequestState)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    lane = models.CharField(_("lane"), max_length=20, choices=Lane, default=Lane.NORMAL)
    source = models.CharField(_("came by"), max_length=20, choices=RequestSource)
    language = models.CharField(_("language"), max_length=10)
    treatment = models.CharField(max_length=50, blank=True)
    location = models.ForeignKey(
        "clinic_site.Location", models.SET_NULL, null=True, blank=True
    )
    received_at = models.DateTimeField(_("came in"))
    respond_by = models.DateTimeField(_("promised by"), db_index=True)
    first_response_at = models.DateTimeField(_("first answered"), null=True)
    # Since when it is closed and what was sent still kept; empty once that is erased.
    kept_since = models.DateTimeField(_("closed"), null=True)
    # The person asked, and something still stood against it.
    erase_asked_at = models.DateTimeField(_("asked to be erased"), null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="appointment_requests",
        verbose_name=_("who has it"),
        db_index=False,  # has_in_order begins with it
    )
    standing = standing.column()

    sealed = models.BinaryField()
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    name_index = models.CharField(max_length=64, blank=True, db_index=True)
    status_token_digest = models.CharField(max_length=64, unique=True)
    form_key = models.CharField(max_length=64, unique=True)

    event_count = models.PositiveIntegerField(default=0)
    last_event_digest = models.CharField(max_length=64, blank=True)

    objects = AppointmentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        permissions = [
            ("reveal_appointmentrequest", "Can see what a person wrote"),
            ("view_broken_rules", "Can see who was reached against their rule"),
            ("read_broken_rule_reasons", "Can read why a rule was broken"),
            ("hold_appointmentrequest", "Can put and lift a legal hold"),
            ("export_appointmentrequest", "Can take out many requests as a table"),
            ("exchange_appointmentrequest", "Can hand one request to another system"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed") ^ Q(outcome=""),
                name="closed_requests_have_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="states_are_known"
            ),
        ]
        indexes = [
            models.Index(fields=IN_ORDER, name="queue_in_order"),
            models.Index(fields=["received_at"], name="requests_as_they_came"),
            models.Index(fields=["source", *IN_ORDER], name="came_by_in_order"),
            models.Index(fields=["assigned_to", *IN_ORDER], name="has_in_order"),
            models.Index(
                fields=["kept_since"],
                condition=Q(kept_since__isnull=False),
                name="requests_still_kept",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_open(self):
        return self.state != RequestState.CLOSED

    @property
    def is_erased(self):
        """Whether what the person sent was erased: only the skeleton is left."""
        return not self.sealed

    @property
    def is_on_hold(self):
        """Whether a legal hold stands: what was sent is not erased then."""
        return self.legal_holds.filter(lifted_at=None).exists()


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
append_only.never_deleted("appointments_appointmentrequest")
append_only.refuse(
    "appointments_appointmentrequest",
    "UPDATE",
    name="legal_moves",
    condition="OLD.state <> NEW.state AND NOT ("
    + " OR ".join(
        f"(OLD.state = '{old.value}' AND NEW.state = '{new.value}')"
        for old, nexts in NEXT_STATES.items()
        for new in sorted(nexts)
    )
    + ")",
    words="a request cannot make this move",
)
append_only.refuse(
    "appointments_appointmentrequest",
    "UPDATE",
    name="promise_stands",
    condition="OLD.respond_by <> NEW.respond_by AND NOT (OLD.first_response_at IS NULL"
    " AND NEW.respond_by > OLD.respond_by AND NEW.state = 'in_triage'"
    " AND OLD.state IN ('awaiting_patient', 'closed'))",
    words="a promise moves only when a pause ends, and never nearer",
)
append_only.refuse(
    "appointments_appointmentrequest",
    "UPDATE",
    name="outcome_stands",
    condition="OLD.state = 'closed' AND NEW.state = 'closed'"
    " AND OLD.outcome <> NEW.outcome"
    " AND NOT (OLD.outcome = 'booked' AND NEW.outcome = 'withdrawn')",
    words="of a closed request only a booked time can still be withdrawn",
)
append_only.refuse(
    "appointments_appointmentrequest",
    "UPDATE",
    name="kept_promise",
    condition="OLD.received_at <> NEW.received_at OR OLD.reference <> NEW.reference"
    " OR OLD.form_key <> NEW.form_key",
    words="when a request came in, and its reference, do not change",
)
