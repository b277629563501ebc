"""Hourly checkpoints: where every trail ended, sealed, and whether that still holds.

A chain alone does not stop whoever can write to the database: all of it can be counted
anew. A checkpoint keeps the count and the last digest of each request that changed
since the one before, and of the desk, under a key that is not in the database. It
costs what has changed, however many requests lie untouched. What happened within the
last hour is under no checkpoint yet; to take away the newest ones as well leaves no
trace inside the database, so each is named in the log too.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min

from clinic_site import sealing

from . import events
from .models import AppointmentRequest, Checkpoint, DeskEvent, DeskTrail, RequestEvent

logger = logging.getLogger(__name__)

EVENTS_AT_ONCE = 1000
MOST_A_ROUND = 200
# Numbers are given out before the commit: a younger event may still lack neighbours.
SETTLES_WITHIN = timedelta(minutes=5)
NOTHING: dict[str, Any] = {"upto": 0}


@dataclass(frozen=True)
class Standing:
    """The newest checkpoint, and how many events came after it."""

    number: int
    at: datetime | None
    digest: str
    events_after: int


def make_due(*, at):
    """Make a checkpoint of what changed, and more of them where much has."""
    for _round in range(MOST_A_ROUND):
        if _make(at=at) < EVENTS_AT_ONCE:
            return


def _make(*, at):
    """Store one checkpoint; return how many events it covers."""
    last = Checkpoint.objects.last()
    before = _opened(last) if last else NOTHING
    covered = _settled_after(before["upto"] if before else 0, at=at)
    content = {
        "number": last.number + 1 if last else 1,
        "at": events.instant(at),
        "previous": events.canonical_digest(before) if before else "",
        "upto": covered[-1][0] if covered else before["upto"] if before else 0,
        "requests": _ends_of({request for _key, request in covered}),
        "desk": _end_of_desk(),
    }
    _store(content, at=at)
    return len(covered)


def _store(content, *, at):
    made = Checkpoint(number=content["number"], at=at)
    made.sealed = sealing.seal_json(content, bound_to=made.pk.bytes)
    made.save(force_insert=True)
    facts = {"number": made.number, "digest": events.canonical_digest(content)}
    logger.info("events.checkpoint", extra={"facts": facts})


def _settled_after(key, *, at):
    """Return (key, request) of the next events after `key` that nothing can precede."""
    following = RequestEvent.objects.filter(pk__gt=key)
    young = following.filter(at__gt=at - SETTLES_WITHIN).aggregate(key=Min("pk"))
    if young["key"]:
        following = following.filter(pk__lt=young["key"])
    found = following.order_by("pk").values_list("pk", "request_id")
    return list(found[:EVENTS_AT_ONCE])


def _ends_of(requests):
    ends = AppointmentRequest.objects.filter(pk__in=requests).order_by("pk")
    rows = ends.values_list("pk", "event_count", "last_event_digest")
    return [[key.hex, count, digest] for key, count, digest in rows]


def _end_of_desk():
    trail = DeskTrail.objects.filter(pk=1).first() or DeskTrail()
    return [trail.event_count, trail.last_event_digest]


def _opened(checkpoint):
    """Return what a checkpoint holds, or None if it is damaged or forged."""
    try:
        return sealing.unseal_json(checkpoint.sealed, bound_to=checkpoint.pk.bytes)
    except sealing.CannotBeOpened:
        return None


def standing():
    """Return how far the checkpoints reach."""
    last = Checkpoint.objects.last()
    content = (_opened(last) if last else None) or NOTHING
    after = RequestEvent.objects.filter(pk__gt=content["upto"]).count()
    digest = events.canonical_digest(content) if content is not NOTHING else ""
    number, at = (last.number, last.at) if last else (0, None)
    return Standing(number, at, digest, after)


def faults():
    """Yield a sentence for each place where the record is not what was sealed."""
    before: dict[str, Any] | None = NOTHING
    told: set[UUID | str] = set()
    for number, checkpoint in enumerate(Checkpoint.objects.iterator(1), start=1):
        if checkpoint.number != number:
            yield f"Checkpoint {number} is missing."
            return
        content = _opened(checkpoint)
        if content is None or content["number"] != number:
            yield f"Checkpoint {number} was changed."
        else:
            if before and content["previous"] != events.canonical_digest(before):
                yield f"Checkpoint {number} does not follow the one before it."
            yield from _faults_under(content, told)
        before = content


def _faults_under(content, told):
    """Yield what differs from one checkpoint; a request is told of once."""
    ends = {UUID(key): (count, digest) for key, count, digest in content["requests"]}
    kept = RequestEvent.objects.filter(
        request__in=ends, number__in={count for count, _digest in ends.values()}
    ).values_list("request_id", "number", "digest")
    found = {(request, number): digest for request, number, digest in kept}
    for request, (count, digest) in ends.items():
        if request not in told and found.get((request, count)) != digest:
            told.add(request)
            yield _fault(_name(request), count, content["number"])
    count, digest = content["desk"]
    desk = DeskEvent.objects.filter(number=count, digest=digest)
    if count and "desk" not in told and not desk.exists():
        told.add("desk")
        yield _fault("The desk", count, content["number"])


def _fault(name, count, number):
    return f"{name}: event {count} is not the one under checkpoint {number}."


def _name(key):
    found = AppointmentRequest.objects.filter(pk=key).values_list("reference")
    return found[0][0] if found else f"A request that is gone ({key})"
