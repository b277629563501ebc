"""Appointment requests: a person's wish to be seen, sealed, and where it stands."""

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
    reference = models.CharField(_("reference"), max_length=9)
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
    respond_by = models.DateTimeField(_("promised by"))
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
    phone_index = models.CharField(max_length=64, blank=True)
    email_index = models.CharField(max_length=64, blank=True)
    name_index = models.CharField(max_length=64, blank=True)
    status_token_digest = models.CharField(max_length=64)
    form_key = models.CharField(max_length=64)

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
        # Not in the fields: there PostgreSQL would keep a second index of each,
        # for patterns, which nobody asks for and every request would pay.
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="references_differ"),
            models.UniqueConstraint(
                fields=["status_token_digest"], name="status_links_differ"
            ),
            models.UniqueConstraint(fields=["form_key"], name="a_form_is_sent_once"),
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
            models.Index(fields=["phone_index"], name="requests_by_phone"),
            models.Index(fields=["email_index"], name="requests_by_email"),
            models.Index(fields=["name_index"], name="requests_by_name"),
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
        return self.legal_holds.standing().exists()


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
