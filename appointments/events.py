"""The audit trail of a request: each event chained to the one before it.

The request keeps how many events there are and the last one's digest, so that an event
that was changed, taken out, or cut off at the end shows.
"""

import hashlib
import json
from datetime import UTC, datetime

from django.db import transaction

from .models import AppointmentRequest, RequestEvent

REQUESTS_AT_A_TIME = 500
COUNTED = ("event_count", "last_event_digest")
SAID_BY_EVENTS = ("state", "respond_by")


def record(request, kind, *, by, at, facts=None, from_state="", to_state=""):
    """Append one event to the trail of `request` and return it.

    `by` is a member of staff, or None for the person or the site itself; `facts` holds
    codes and moments as plain values, never words that somebody wrote.
    """
    with transaction.atomic():
        kept = AppointmentRequest.objects.select_for_update().only(*COUNTED)
        (before,) = kept.filter(pk=request.pk)
        event = _next(
            before,
            kind=kind,
            from_state=from_state,
            to_state=to_state,
            by=by,
            at=at,
            facts=facts or {},
        )
        event.save(force_insert=True)
        _count(request, event)
    return event


def begin(request, kind, *, by, at, facts, to_state):
    """Return the first event of a request, which counts it; both are yet to be stored.

    Whoever stores them stores the request first, in one transaction.
    """
    event = _next(request, kind=kind, by=by, at=at, facts=facts, to_state=to_state)
    request.event_count, request.last_event_digest = event.number, event.digest
    return event


def record_each(requests, kind, *, by, at, facts):
    """Append the same event to the trail of each of `requests` (a queryset).

    A few hundred at a time, in the caller's transaction: thousands may be exported.
    """
    keys = list(requests.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), REQUESTS_AT_A_TIME):
        some = keys[start : start + REQUESTS_AT_A_TIME]
        kept = AppointmentRequest.objects.select_for_update().order_by("pk")
        rows = list(kept.only(*COUNTED).filter(pk__in=some))
        told = [_next(row, kind=kind, by=by, at=at, facts=facts) for row in rows]
        RequestEvent.objects.bulk_create(told)
        for row, event in zip(rows, told, strict=True):
            row.event_count, row.last_event_digest = event.number, event.digest
        AppointmentRequest.objects.bulk_update(rows, COUNTED)


def _next(request, **said):
    """Return the event that follows the last one of `request`, not yet stored."""
    event = RequestEvent(
        request_id=request.pk,
        number=request.event_count + 1,
        previous_digest=request.last_event_digest,
        **said,
    )
    event.digest = digest_of(event)
    return event


def _count(request, event):
    counted = {"event_count": event.number, "last_event_digest": event.digest}
    AppointmentRequest.objects.filter(pk=request.pk).update(**counted)
    for name, value in counted.items():
        setattr(request, name, value)


def digest_of(event):
    """Return the SHA-256, in hex, of all that an event says, as canonical JSON."""
    said = {
        "request": str(event.request_id),
        "number": event.number,
        "kind": event.kind,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "by": event.by_id,
        "at": instant(event.at),
        "facts": event.facts,
        "previous_digest": event.previous_digest,
    }
    return canonical_digest(said)


def canonical_digest(said):
    """Return the SHA-256, in hex, of plain values as canonical JSON."""
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def instant(moment):
    """Return a moment as every chain writes it down."""
    return moment.astimezone(UTC).isoformat()


def faults():
    """Yield a sentence for each break in a request's chain of events."""
    requests = AppointmentRequest.objects.only(
        "reference", *SAID_BY_EVENTS, *COUNTED
    ).prefetch_related("events")
    for request in requests.iterator(chunk_size=REQUESTS_AT_A_TIME):
        chain = list(request.events.all())
        yield from _faults_of(request, chain)
        yield from _faults_beside(request, chain)


def _faults_beside(request, chain):
    """Yield where a request says something else than its events do."""
    states = [event.to_state for event in chain if event.to_state]
    if states and states[-1] != request.state:
        yield f"{request.reference}: no event brought it to its state."
    promised = [event.facts.get("respond_by") for event in chain]
    promised = [datetime.fromisoformat(moment) for moment in promised if moment]
    if promised and promised[-1] != request.respond_by:
        yield f"{request.reference}: no event moved its promise."


def _faults_of(request, chain):
    digest_before = ""
    for number, event in enumerate(chain, start=1):
        if event.number != number:
            yield f"{request.reference}: event {number} is missing."
            return
        if event.previous_digest != digest_before or event.digest != digest_of(event):
            yield f"{request.reference}: event {number} was changed."
        digest_before = event.digest
    if (request.event_count, request.last_event_digest) != (len(chain), digest_before):
        yield f"{request.reference}: its {request.event_count} events do not end here."
