"""Erasing what people sent: all that is sealed, and all that it is found by.

What stays is a skeleton for counts and for the trail: reference, states and moments.
"""

import logging
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from . import erasure_ledger, events, notices, offering
from .models import (
    AppointmentRequest,
    EventKind,
    Outcome,
    RequestState,
    with_hold,
)
from .moves import move

logger = logging.getLogger(__name__)

MOST_A_ROUND = 100
KEYS_AT_ONCE = 500


class OnHold(Exception):
    """A legal hold stands, so nothing of the request is erased."""


def erase_due(*, at):
    """Erase what was closed KEEP_DAYS ago, and what a person asked for; say how many.

    With KEEP_DAYS=0 only what was asked for. Where the ledger cannot be written all
    of it waits for the next round; the desk says so.
    """
    erased = 0
    for request in due(at)[:MOST_A_ROUND]:
        facts = {"kept_days": settings.KEEP_DAYS}
        if request.erase_asked_at:
            facts = {"asked_by_person": True}
        try:
            erase(request, at=at, facts=facts)
        except OnHold:
            continue
        except erasure_ledger.Unwritable:
            logger.exception("retention.ledger_unwritable")
            break
        erased += 1
    return erased


def due(at):
    """Return the requests whose time has come, the longest kept first."""
    is_due = Q(erase_asked_at__isnull=False)
    if settings.KEEP_DAYS:
        is_due |= Q(kept_since__lte=at - timedelta(days=settings.KEEP_DAYS))
    return kept().filter(is_due, has_hold=False)


def kept():
    """Return what is closed and not erased yet, with `has_hold`, the oldest first."""
    closed = AppointmentRequest.objects.filter(kept_since__isnull=False)
    return with_hold(closed).order_by("kept_since")


def erases_at(request):
    """Return when `request` is erased by age; None: while open, on hold, or never."""
    if request.kept_since is None or not settings.KEEP_DAYS or request.is_on_hold:
        return None
    return request.kept_since + timedelta(days=settings.KEEP_DAYS)


@transaction.atomic
def erase(request, *, at, facts, is_entered=False):
    """Empty `request` for good, once that stands in the ledger; again: nothing more.

    What is still open ends as withdrawn. Raises OnHold or erasure_ledger.Unwritable;
    nothing changes then. `is_entered`: the ledger has it already.
    """
    kept = AppointmentRequest.objects.select_for_update().get(pk=request.pk)
    if kept.is_erased:
        return
    if kept.is_on_hold:
        raise OnHold
    if kept.is_open or (kept.outcome == Outcome.BOOKED and "asked_by_person" in facts):
        end(kept, EventKind.ERASED, at=at, facts=facts)
    else:
        events.record(kept, EventKind.ERASED, by=None, at=at, facts=facts)
    _empty(kept)
    if not is_entered:  # last, so that little can still fail between it and the commit
        erasure_ledger.enter(kept.pk, at=at)


def end(request, kind, *, at, facts=None):
    """End `request` as its person wished, with a move of `kind`: no time stands."""
    ended = {"outcome": Outcome.WITHDRAWN}
    move(request, RequestState.CLOSED, kind, by=None, at=at, facts=facts, **ended)
    offering.take_back(request, at=at)
    offering.cancel_booked_time(request, at=at)


def _empty(request):
    """Empty `request` and what staff wrote about it, in the caller's transaction.

    What was still owed to the person goes nowhere: their address is gone.
    """
    notices.drop_unsent_to_person(request)
    for written in (
        request.contact_attempts,
        request.offers,
        request.notes,
        request.legal_holds,
    ):
        written.update(sealed=b"")
    emptied = {"sealed": b"", "phone_index": "", "email_index": "", "name_index": ""}
    AppointmentRequest.objects.filter(pk=request.pk).update(**emptied, kept_since=None)


def replay(*, at):
    """Erase again what the ledger names and a restored backup brought back.

    Yields (reference, whether it was erased): a restored legal hold stands first.
    """
    entries = erasure_ledger.entries()
    while keys := list(islice(entries, KEYS_AT_ONCE)):
        back = AppointmentRequest.objects.filter(pk__in=keys).exclude(sealed=b"")
        for request in back.order_by("pk"):
            try:
                erase(request, at=at, facts={"replayed": True}, is_entered=True)
            except OnHold:
                yield request.reference, False
            else:
                yield request.reference, True
