"""What happened to a request, in words: its events, with the notes that staff wrote."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from appointments.models import (
    Channel,
    EventKind,
    NoticeKind,
    Outcome,
    RequestState,
    Result,
)
from appointments.steps import WaitingFor
from clinic_site import sealing
from clinic_site.words import moment

LOOKS = {EventKind.VIEWED, EventKind.REVEALED}
STEPS = {
    EventKind.TAKEN,
    EventKind.RELEASED,
    EventKind.MOVED,
    EventKind.CONTACT_ATTEMPT,
    EventKind.CLOSED,
    EventKind.REOPENED,
    EventKind.OFFERED,
    EventKind.CHOSE,
    EventKind.NONE_FITS,
    EventKind.BOOKED,
    EventKind.WITHDREW,
    EventKind.CORRECTED,
    EventKind.ERASED,
}


@dataclass(frozen=True)
class Happened:
    """One event in words; `details` are what staff wrote, if it could be opened."""

    words: str
    by: str
    at: datetime
    kind: str
    details: tuple[str, ...] = ()
    is_against_rule: bool = False


@dataclass(frozen=True)
class Timeline:
    """Newest first: `steps` and messages apart from who looked."""

    happened: list[Happened]
    looks: list[Happened]


def of(request, *, may_read_notes):
    """Return the timeline of `request`; notes stay sealed unless they may be read."""
    events = list(request.events.select_related("by").order_by("-number"))
    notes = _notes(request) if may_read_notes else {}
    return Timeline(
        happened=[in_words(one, notes) for one in events if one.kind not in LOOKS],
        looks=[in_words(one) for one in events if one.kind in LOOKS],
    )


def last_step(request):
    """Return the newest event by which somebody changed `request`, or None."""
    steps = request.events.filter(kind__in=STEPS).select_related("by")
    return steps.order_by("-number").first()


def in_words(event, notes=None):
    notes = notes or {}
    return Happened(
        words=_words(event),
        by=event.by.get_full_name() or event.by.get_username() if event.by else "",
        at=event.at,
        kind=event.kind,
        details=notes.get(event.facts.get("attempt"), ()),
        is_against_rule=event.facts.get("is_against_rule", False),
    )


def _words(event):
    facts, kind = event.facts, event.kind
    if kind == EventKind.CONTACT_ATTEMPT:
        return _("%(how)s: %(result)s") % {
            "how": _label(Channel, facts.get("channel")).capitalize(),
            "result": _label(Result, facts.get("result")),
        }
    if kind == EventKind.CLOSED:
        return _("Closed: %s") % _label(Outcome, facts.get("outcome"))
    if kind == EventKind.MOVED:
        return _moved(event)
    if kind in (EventKind.NOTICE_SENT, EventKind.NOTICE_FAILED):
        said = event.get_kind_display().capitalize()
        return f"{said}: {_label(NoticeKind, facts.get('notice'))}"
    if starts_at := facts.get("starts_at"):
        when = moment(datetime.fromisoformat(starts_at), seen_at=event.at)
        return f"{event.get_kind_display().capitalize()}: {when}"
    return event.get_kind_display().capitalize()


def _moved(event):
    if event.to_state == RequestState.AWAITING_PATIENT:
        reason = _label(WaitingFor, event.facts.get("reason"))
        return _("Waiting on the patient: %s") % reason
    if event.from_state == RequestState.HELD:
        return _("Let into the queue")
    return _("Gone on with")


def _label(choices, code):
    return str(dict(choices.choices).get(code, code or ""))


def _notes(request):
    """Return {attempt: what staff wrote about it}; a damaged note says so."""
    return {
        attempt.pk: _opened(attempt)
        for attempt in request.contact_attempts.all()
        if attempt.sealed
    }


def _opened(attempt):
    try:
        content = sealing.unseal_json(attempt.sealed, bound_to=attempt.request_id.bytes)
    except sealing.CannotBeOpened:
        return (_("This note cannot be opened."),)
    return tuple(content.values())
