"""Acts of staff that belong to no single request, each chained to the one before it.

What was searched for is never kept: which index was asked, and how many were found.
What was taken out leaves an event here, and one on each request that was in it, so
that the person's own page can count it.
"""

from django.db import transaction

from . import events
from .models import DeskEvent, DeskEventKind, DeskTrail, EventKind


def searched(index, *, found, by, at):
    """Record that `by` searched; return the event.

    `index` names what was asked (reference, phone, email, name), `found` how many rows
    came of it: never the words.
    """
    facts = {"index": str(index), "found": int(found)}
    return _record(DeskEventKind.SEARCHED, facts, by=by, at=at)


def exported(what, *, format, fields, rows, by, at, requests=None):
    """Record that `rows` rows of `fields` left the site as `format`; return the event.

    `what` is a code such as "requests", "audit" or "figures". Give the `requests` (a
    queryset) whose own data left: each gets an event that its person can count. `by`
    is None for a command. Call this before the first row leaves.
    """
    facts = {
        "what": str(what),
        "format": str(format),
        "fields": [str(name) for name in fields],
        "rows": int(rows),
    }
    return _took_out(DeskEventKind.EXPORTED, facts, requests, by=by, at=at)


def printed(what, *, rows, by, at, requests=None):
    """Record that a list of `rows` rows was printed; otherwise as `exported`."""
    facts = {"what": str(what), "rows": int(rows)}
    return _took_out(DeskEventKind.PRINTED, facts, requests, by=by, at=at)


def _took_out(kind, facts, requests, *, by, at):
    with transaction.atomic():
        event = _record(kind, facts, by=by, at=at)
        if requests is not None:
            taken = {"desk_event": event.number} | {
                name: facts[name] for name in ("format", "fields") if name in facts
            }
            events.record_each(requests, EventKind.EXPORTED, by=by, at=at, facts=taken)
    return event


def _record(kind, facts, *, by, at):
    with transaction.atomic():
        trail, _made = DeskTrail.objects.select_for_update().get_or_create(pk=1)
        event = DeskEvent(
            number=trail.event_count + 1,
            kind=kind,
            by=by,
            at=at,
            facts=facts,
            previous_digest=trail.last_event_digest,
        )
        event.digest = digest_of(event)
        event.save(force_insert=True)
        DeskTrail.objects.filter(pk=1).update(
            event_count=event.number, last_event_digest=event.digest
        )
    return event


def digest_of(event):
    """Return the SHA-256, in hex, of all that a desk event says."""
    return events.canonical_digest(
        {
            "number": event.number,
            "kind": event.kind,
            "by": event.by_id,
            "at": events.instant(event.at),
            "facts": event.facts,
            "previous_digest": event.previous_digest,
        }
    )


def faults():
    """Yield a sentence for each break in the desk's chain of events."""
    digest_before, number = "", 0
    for number, event in enumerate(DeskEvent.objects.iterator(), start=1):
        if event.number != number:
            yield f"The desk: event {number} is missing."
            return
        if event.previous_digest != digest_before or event.digest != digest_of(event):
            yield f"The desk: event {number} was changed."
        digest_before = event.digest
    trail = DeskTrail.objects.filter(pk=1).first() or DeskTrail()
    if (trail.event_count, trail.last_event_digest) != (number, digest_before):
        yield f"The desk: its {trail.event_count} events do not end here."
