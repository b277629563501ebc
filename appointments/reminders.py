"""What the passing of time makes owed: reminders, promises at risk, promises missed.

Each is owed once: looking again, or from two machines, owes nothing more.
"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef

from clinic_site import words

from . import notices
from .models import (
    AppointmentRequest,
    BookedTime,
    Notice,
    NoticeKind,
    Offer,
    RequestState,
    Standing,
)

CHOOSES_WITHIN = timedelta(days=2)
BEFORE_A_VISIT = timedelta(days=1)
MOST_A_ROUND = 100


def owe_due(*, at):
    """Owe what is due at `at`; a round is of bounded length."""
    for kind, requests, tell in (
        (NoticeKind.STAFF_PROMISE_AT_RISK, _at_risk(at), notices.tell_staff),
        (NoticeKind.MISSED_PROMISE, _missed(at), notices.tell_person_once),
    ):
        for request in _not_told(requests, kind)[:MOST_A_ROUND]:
            tell(request, kind, at=at)
    _remind_of_offers(at)
    _remind_of_visits(at)


def _unanswered():
    ours = [Standing.READ_FIRST, Standing.TO_ANSWER]
    waiting = AppointmentRequest.objects.filter(standing__in=ours)
    return waiting.exclude(state=RequestState.HELD)


def _at_risk(at):
    return _unanswered().filter(respond_by__lte=at + words.SOON)


def _missed(at):
    return _unanswered().filter(respond_by__lt=at)


def _not_told(requests, kind, **since):
    told = Notice.objects.filter(request=OuterRef("pk"), kind=kind, **since)
    return requests.exclude(Exists(told)).order_by("respond_by")


def _remind_of_offers(at):
    """An offer that waits for two days is said again, if any of its times is ahead."""
    waiting = Offer.objects.open().filter(
        at__lte=at - CHOOSES_WITHIN, times__starts_at__gt=at
    )
    kind = NoticeKind.OFFER_REMINDER
    told = Notice.objects.filter(
        request=OuterRef("request"), kind=kind, created_at__gte=OuterRef("at")
    )
    offers = waiting.exclude(Exists(told)).select_related("request").distinct()
    for offer in offers[:MOST_A_ROUND]:
        notices.tell_person_once(offer.request, kind, at=at)


def _remind_of_visits(at):
    """A booked time is said again the day before, unless it was booked only then."""
    soon = BookedTime.objects.filter(
        is_cancelled=False,
        starts_at__gt=at,
        starts_at__lte=at + BEFORE_A_VISIT,
    )
    kind = NoticeKind.VISIT_REMINDER
    told = Notice.objects.filter(
        request=OuterRef("request"), kind=kind, created_at__gte=OuterRef("changed_at")
    )
    early = soon.filter(changed_at__lte=F("starts_at") - BEFORE_A_VISIT)
    visits = early.exclude(Exists(told)).select_related("request")
    for booked in visits[:MOST_A_ROUND]:
        notices.tell_person_once(booked.request, kind, at=at)
