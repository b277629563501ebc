"""Offering times and booking one: nothing is booked until staff have booked it."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from . import notices
from .models import (
    BookedTime,
    EventKind,
    NoticeKind,
    Offer,
    OfferedTime,
    OfferState,
    Outcome,
    RequestState,
)
from .moves import move, must, sealed_words
from .reasons import WaitingFor

WAITING = RequestState.AWAITING_PATIENT


def offer(request, *, times, minutes, by, at, words=""):
    """Offer `times`, two or three, and wait for the person's choice; return the Offer.

    `words` to the person are sealed. An offer is no contact and keeps no promise.
    Raises IllegalMove or StaleRequest; nothing changes then.
    """
    must(request.state == RequestState.IN_TRIAGE and request.assigned_to_id == by.pk)
    must(len(set(times)) in (2, 3), _("Offer two or three different times."))
    must(min(times) > at, _("Each time must lie ahead."))
    must(
        request.first_response_at or notices.may_be_told(request),
        _("They cannot be e-mailed. Call first, then offer the times."),
    )
    with transaction.atomic():
        take_back(request, at=at)
        made = Offer.objects.create(
            request=request,
            minutes=minutes,
            sealed=sealed_words(request, words=words),
            by=by,
            at=at,
        )
        OfferedTime.objects.bulk_create(
            OfferedTime(offer=made, starts_at=starts_at) for starts_at in sorted(times)
        )
        facts = {
            "offer": made.pk,
            "times": len(times),
            "reason": WaitingFor.CHOICE.value,
        }
        move(request, WAITING, EventKind.OFFERED, by=by, at=at, facts=facts)
        notices.tell_person(request, NoticeKind.OFFER, at=at)
    return made


def book(request, *, starts_at, minutes, by, at):
    """Book the final time, which closes the request; return the BookedTime.

    Booking again after the request was opened again moves the time, and a calendar
    that has the first file takes the next as its change.
    """
    is_mine = request.assigned_to_id == by.pk
    must(is_mine and request.state in (RequestState.IN_TRIAGE, WAITING))
    must(starts_at > at, _("The time must lie ahead."))
    facts = {"starts_at": starts_at.isoformat(), "minutes": minutes}
    with transaction.atomic():
        move(
            request,
            RequestState.CLOSED,
            EventKind.BOOKED,
            by=by,
            at=at,
            facts=facts,
            outcome=Outcome.BOOKED,
        )
        take_back(request, at=at)
        booked = _keep(request, starts_at=starts_at, minutes=minutes, at=at)
        notices.tell_person(request, NoticeKind.BOOKED, at=at)
    return booked


def _keep(request, **time):
    at = time.pop("at")
    told = time | {"changed_at": at, "is_cancelled": False}
    found = BookedTime.objects.filter(request=request)
    if not found.update(sequence=F("sequence") + 1, **told):
        BookedTime.objects.create(request=request, **told)
    return found.get()


def take_back(request, *, at):
    """Take back an offer that still waits for its answer."""
    request.offers.open().update(state=OfferState.TAKEN_BACK, answered_at=at)


def cancel_booked_time(request, *, at):
    """Cancel a booked time, if there is one: calendars are told by the same file."""
    BookedTime.objects.filter(request=request, is_cancelled=False).update(
        is_cancelled=True, sequence=F("sequence") + 1, changed_at=at
    )
