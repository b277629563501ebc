"""What the one who asked does with their own request: choose, correct, withdraw, erase.

Each step may come twice, from two tabs, or after the request was closed: what is done
already is done, and what no longer fits raises IllegalMove and changes nothing.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from . import (
    blind_indexes,
    erasure_ledger,
    events,
    notices,
    pauses,
    retention,
    sealed_requests,
)
from .models import (
    AppointmentRequest,
    EventKind,
    NoticeKind,
    OfferState,
    Outcome,
    RequestState,
    StaleRequest,
)
from .moves import must

ANSWERED = NoticeKind.STAFF_PATIENT_ANSWERED


def _locked(request):
    """Return the request as it stands now; others wait until we are done with it."""
    return AppointmentRequest.objects.select_for_update().get(pk=request.pk)


@transaction.atomic
def choose(request, *, offer, time, at):
    """Choose `time` (a number) among the times of `offer`; None: none of them fits.

    Both are numbers as the page had them. The same choice again changes nothing.
    """
    request = _locked(request)
    made = request.offers.filter(pk=offer).first()
    must(made and request.is_open, _no_longer_offered())
    chosen = made.times.filter(pk=time).first() if time is not None else None
    must(time is None or chosen, _no_longer_offered())
    wanted = OfferState.CHOSEN if chosen else OfferState.NONE_FITS
    if made.state == wanted and (chosen is None or chosen.is_chosen):
        return
    must(made.state == OfferState.OPEN, _no_longer_offered())
    must(chosen is None or chosen.starts_at > at, _no_longer_offered())
    if chosen:
        made.times.filter(pk=chosen.pk).update(is_chosen=True)
    made.state, made.answered_at = wanted, at
    made.save(update_fields=["state", "answered_at"])
    facts = {"offer": made.pk}
    if chosen:
        facts["starts_at"] = chosen.starts_at.isoformat()
    _go_on(request, EventKind.CHOSE if chosen else EventKind.NONE_FITS, facts, at=at)
    notices.tell_staff(request, ANSWERED, at=at)


def _go_on(request, kind, facts, *, at):
    """It is the clinic's turn again, if we waited for the person."""
    if request.state == RequestState.AWAITING_PATIENT:
        pauses.end(request, kind, by=None, at=at, facts=facts)
    else:
        events.record(request, kind, by=None, at=at, facts=facts)


def _no_longer_offered():
    return _("These times are no longer offered. What you see now is how it stands.")


@transaction.atomic
def withdraw(request, *, at):
    """End the request, or give back a booked time; again: nothing more happens."""
    request = _locked(request)
    if request.outcome == Outcome.WITHDRAWN:
        return
    must(request.is_open or request.outcome == Outcome.BOOKED, _closed_already())
    was_held = request.state == RequestState.HELD
    retention.end(request, EventKind.WITHDREW, at=at)
    if not was_held:  # whom a machine named is not written to
        notices.tell_person(request, NoticeKind.WITHDRAWN, at=at)
    notices.tell_staff(request, ANSWERED, at=at)


def _closed_already():
    return _("Your request is closed already.")


@transaction.atomic
def correct(request, *, changes, at):
    """Put corrected contact details in place of the old ones; empty ones stay.

    `changes` are answers of the form: phone, email, contact_by. Raises StaleRequest
    when what was sealed changed since it was read.
    """
    request = _locked(request)
    must(request.is_open and not request.is_erased, _closed_already())
    content = sealed_requests.opened(request)
    answers = content["answers"]
    changed = {k: v for k, v in changes.items() if v and v != answers.get(k)}
    if not changed:
        return
    content["answers"] = answers | changed
    _reseal(request, content)
    facts = {"fields": sorted(changed)}
    events.record(request, EventKind.CORRECTED, by=None, at=at, facts=facts)
    notices.tell_staff(request, ANSWERED, at=at)


def _reseal(request, content):
    read = bytes(request.sealed)
    as_read = AppointmentRequest.objects.filter(pk=request.pk, sealed=read)
    if not as_read.update(
        sealed=sealed_requests.seal(content, request_id=request.pk),
        **blind_indexes.of_answers(content["answers"]),
    ):
        raise StaleRequest(request.reference)
    request.refresh_from_db()


@transaction.atomic
def erase(request, *, at):
    """Empty all that the person wrote, and what staff wrote about it; the rest stays.

    An open request, or a booked time, ends as withdrawn. Under a legal hold, or while
    the ledger cannot be written, the wish is kept, and done by itself as soon as it
    can be. Again: nothing more happens.
    """
    request = _locked(request)
    if request.is_erased or request.erase_asked_at:
        return
    ends = request.is_open or request.outcome == Outcome.BOOKED
    try:
        retention.erase(request, at=at, facts={"asked_by_person": True})
    except (retention.OnHold, erasure_ledger.Unwritable):
        _wish_to_erase(request, ends=ends, at=at)
    if ends:
        notices.tell_staff(request, ANSWERED, at=at)


def _wish_to_erase(request, *, ends, at):
    """Keep the wish; nobody works on the request, or writes to the person, any more."""
    if ends:
        retention.end(request, EventKind.ERASURE_ASKED, at=at)
    else:
        events.record(request, EventKind.ERASURE_ASKED, by=None, at=at)
    AppointmentRequest.objects.filter(pk=request.pk).update(erase_asked_at=at)
    notices.drop_unsent_to_person(request)
