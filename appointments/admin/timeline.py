"""What happened to a request: its events in words, with the notes that staff wrote."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import notes as staff_notes
from appointments.models import EventKind, NoticeState, RequestEvent
from clinic_site import sealing, staff

from . import event_words

LOOKS = {EventKind.VIEWED, EventKind.REVEALED, EventKind.REASON_READ}
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
    EventKind.HANDED_OVER,
    EventKind.LANE_SET,
    EventKind.NOTED,
    EventKind.LINKED,
    EventKind.UNLINKED,
    EventKind.BROKE_RULE,
    EventKind.ERASURE_ASKED,
    EventKind.HOLD_PUT,
    EventKind.HOLD_LIFTED,
}
_STEP = gettext_lazy("Step")
SORTS = {
    EventKind.RECEIVED: gettext_lazy("Came in"),
    EventKind.CONTACT_ATTEMPT: gettext_lazy("Attempt"),
    EventKind.NOTED: gettext_lazy("Note"),
    EventKind.NOTICE_SENT: gettext_lazy("Message"),
    EventKind.NOTICE_FAILED: gettext_lazy("Message"),
    EventKind.BROKE_RULE: gettext_lazy("Message"),
    EventKind.CHOSE: gettext_lazy("The person"),
    EventKind.NONE_FITS: gettext_lazy("The person"),
    EventKind.WITHDREW: gettext_lazy("The person"),
    EventKind.CORRECTED: gettext_lazy("The person"),
    EventKind.ERASED: gettext_lazy("Erased"),
}
# What has gone says so itself, by an event; these have not, or never will.
NOT_GONE = [NoticeState.WAITING, NoticeState.NOT_WANTED, NoticeState.OVERTAKEN]


@dataclass(frozen=True)
class Happened:
    """One event in words; `details` are what staff wrote, if it could be opened."""

    words: str
    by: str
    at: datetime
    kind: str
    details: tuple[str, ...] = ()
    is_against_rule: bool = False

    @property
    def sort(self):
        """Return in a word what sort of line it is."""
        return SORTS.get(self.kind, _STEP)


@dataclass(frozen=True)
class Timeline:
    """Newest first: steps and messages apart from who looked; and what has not gone."""

    happened: list[Happened]
    looks: list[Happened]
    not_gone: list
    last_step: RequestEvent | None


def of(request, *, may_read_notes):
    """Return the timeline of `request`; notes stay sealed unless they may be read."""
    events = list(request.events.select_related("by").order_by("-number"))
    notes = _notes(request) if may_read_notes else {}
    names = _names(events)
    return Timeline(
        happened=[
            in_words(one, notes, names) for one in events if _is_shown_as_step(one)
        ],
        looks=[in_words(one) for one in events if one.kind in LOOKS],
        not_gone=list(request.notices.filter(state__in=NOT_GONE)),
        last_step=next((one for one in events if one.kind in STEPS), None),
    )


def _is_shown_as_step(event):
    """A logged attempt says of itself that it was against the rule."""
    is_said_already = event.kind == EventKind.BROKE_RULE and "attempt" in event.facts
    return event.kind not in LOOKS and not is_said_already


def last_step(request):
    """Return the newest event by which somebody changed `request`, or None."""
    steps = request.events.filter(kind__in=STEPS).select_related("by")
    return steps.order_by("-number").first()


def in_words(event, notes=None, names=None):
    names = _names([event]) if names is None else names
    return Happened(
        words=event_words.line(event, names),
        by=_name(event.by) if event.by else "",
        at=event.at,
        kind=event.kind,
        details=_details(event, notes or {}),
        is_against_rule=event.facts.get("is_against_rule", False),
    )


def _names(events):
    """Return the names of colleagues to whom a request was handed, by number."""
    wanted = {one.facts["to"] for one in events if one.kind == EventKind.HANDED_OVER}
    if not wanted:
        return {}
    people = get_user_model().objects.filter(pk__in=wanted)
    return {person.pk: _name(person) for person in people}


def _name(person):
    return staff.name_of(person)


def _details(event, notes):
    """Return the words that belong to `event`, but why a rule was broken: never here.

    That stands in the manager's list, for whoever asks for it by a deliberate act.
    """
    if event.kind == EventKind.BROKE_RULE:
        return ()
    for kind in ("attempt", "note"):
        if found := notes.get((kind, event.facts.get(kind))):
            return found
    return ()


def _notes(request):
    """Return {(kind, number): what staff wrote}; what is damaged says so."""
    attempts = [("attempt", one) for one in request.contact_attempts.all()]
    written = [("note", one) for one in request.notes.all()]
    return {
        (kind, row.pk): _opened(row)
        for kind, row in [*attempts, *written]
        if row.sealed
    }


def _opened(row):
    try:
        said = staff_notes.opened(row)
    except sealing.CannotBeOpened:
        return (_("This note cannot be opened."),)
    return tuple(said[name] for name in ("note", "words") if name in said)
