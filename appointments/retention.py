"""Erasing what people sent: all that is sealed, and all that it is found by.

What stays is a skeleton for counts and for the trail: reference, states and moments.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from . import events, notices
from .models import AppointmentRequest, EventKind, RequestEvent, RequestState

MOST_A_ROUND = 100


def erase_due(*, at):
    """Erase what was closed KEEP_DAYS ago; 0 keeps everything for ever."""
    if not settings.KEEP_DAYS:
        return
    for request in _due(at)[:MOST_A_ROUND]:
        with transaction.atomic():
            empty(request)
            facts = {"kept_days": settings.KEEP_DAYS}
            events.record(request, EventKind.ERASED, by=None, at=at, facts=facts)


def _due(at):
    closings = RequestEvent.objects.filter(
        request=OuterRef("pk"), to_state=RequestState.CLOSED
    ).exclude(from_state=RequestState.CLOSED)
    last = closings.order_by("-number").values("at")[:1]
    closed = AppointmentRequest.objects.filter(state=RequestState.CLOSED)
    old = closed.annotate(closed_at=Subquery(last)).filter(
        closed_at__lte=at - timedelta(days=settings.KEEP_DAYS)
    )
    return old.exclude(sealed=b"").order_by(F("closed_at"))


def empty(request):
    """Empty `request` and what staff wrote about it, in the caller's transaction.

    What was still owed to the person goes nowhere: their address is gone.
    """
    notices.drop_unsent_to_person(request)
    request.contact_attempts.update(sealed=b"")
    request.offers.update(sealed=b"")
    request.notes.update(sealed=b"")
    emptied = {"sealed": b"", "phone_index": "", "email_index": "", "name_index": ""}
    AppointmentRequest.objects.filter(pk=request.pk).update(**emptied)
    for name, value in emptied.items():
        setattr(request, name, value)
