"""One event of a request in a line of words, as staff read it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appointments.contact_rule import BROKEN
from appointments.models import (
    Channel,
    DeskEventKind,
    EventKind,
    Lane,
    NoticeKind,
    Outcome,
    RequestState,
    Result,
)
from appointments.reasons import DeclinedBecause, WaitingFor
from clinic_site.words import moment

from .searches import WAYS as SEARCHED_BY


def line(event, names):
    """Return the words of `event`; `names` are those of colleagues by number."""
    special = SPECIAL.get(event.kind)
    if special:
        return special(event, names)
    said = _kind(event)
    if starts_at := event.facts.get("starts_at"):
        when = moment(datetime.fromisoformat(starts_at), seen_at=event.at)
        return f"{said}: {when}"
    if other := event.facts.get("other"):
        return f"{said}: {other}"
    return said


def _kind(event):
    """Return its kind in words; Django's own way looks at all thirty for each event."""
    return EventKind(event.kind).label.capitalize()


TAKEN_OUT = {
    "requests": gettext_lazy("requests"),
    "references": gettext_lazy("references"),
    "notices": gettext_lazy("notices"),
    "figures": gettext_lazy("figures"),
    "record of requests": gettext_lazy("the record of requests"),
    "record of the desk": gettext_lazy("the record of searches and exports"),
}


def desk_line(event):
    """Return the words of an act that belongs to no single request."""
    facts = event.facts
    if event.kind == DeskEventKind.SEARCHED:
        ways = (SEARCHED_BY.get(way, way) for way in facts.get("index", "").split(","))
        found = ngettext("%d found", "%d found", facts["found"]) % facts["found"]
        return _("Searched by %(ways)s: %(found)s") % {
            "ways": ", ".join(map(str, ways)),
            "found": found,
        }
    rows = ngettext("%d row", "%d rows", facts["rows"]) % facts["rows"]
    said = [
        DeskEventKind(event.kind).label.capitalize(),
        facts.get("format", "").upper(),
    ]
    what = TAKEN_OUT.get(facts["what"], facts["what"])
    return f"{' '.join(filter(None, said))}: {what}, {rows}"


def _attempt(event, names):
    return _("%(how)s: %(result)s") % {
        "how": _label(Channel, event.facts.get("channel")).capitalize(),
        "result": _label(Result, event.facts.get("result")),
    }


def _closed(event, names):
    facts = event.facts
    said = _("Closed: %s") % _label(Outcome, facts.get("outcome"))
    if because := facts.get("because"):
        return f"{said}. {_label(DeclinedBecause, because)}"
    if of := facts.get("of"):
        return _("%(closed)s of %(reference)s") % {"closed": said, "reference": of}
    return said


def _moved(event, names):
    if event.to_state == RequestState.AWAITING_PATIENT:
        reason = _label(WaitingFor, event.facts.get("reason"))
        return _("Waiting on the patient: %s") % reason
    if event.from_state == RequestState.HELD:
        return _("Let into the queue")
    return _("Gone on with")


def _handed_over(event, names):
    name = names.get(event.facts.get("to"), _("a colleague who left"))
    return _("Handed over to %s") % name


def _lane(event, names):
    if event.facts.get("lane") == Lane.READ_FIRST:
        return _("Put first in the queue")
    return _("Put into the ordinary order")


def _notice(event, names):
    said = _kind(event)
    return f"{said}: {_label(NoticeKind, event.facts.get('notice'))}"


def _broken(event, names):
    return _("%(how)s against their rule: %(what)s") % {
        "how": _label(Channel, event.facts.get("channel")).capitalize(),
        "what": broken_rules(event),
    }


def broken_rules(event):
    """Return in words what of a person's rule an event says was broken."""
    rules = event.facts.get("rules") or []
    return ", ".join(str(BROKEN.get(code, code)) for code in rules)


def _label(choices, code):
    return str(dict(choices.choices).get(code, code or ""))


SPECIAL = {
    EventKind.CONTACT_ATTEMPT: _attempt,
    EventKind.CLOSED: _closed,
    EventKind.MOVED: _moved,
    EventKind.HANDED_OVER: _handed_over,
    EventKind.LANE_SET: _lane,
    EventKind.NOTICE_SENT: _notice,
    EventKind.NOTICE_FAILED: _notice,
    EventKind.BROKE_RULE: _broken,
}
