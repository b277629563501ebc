"""Where a request is, in words for the one who asked: never what they wrote.

The promise is judged by the same function as at the desk.
"""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from clinic_site import sealing
from clinic_site import shell as shells

from . import looks, progress, promises, queue, status_links
from .models import BookedTime, EventKind, OfferState, Outcome


@dataclass(frozen=True)
class Promise:
    """The promise: its tone (kept, missed, paused, owed or none) and its sentences."""

    tone: str
    by: str
    words: str


@dataclass(frozen=True)
class Status:
    """All that the page shows of a request."""

    reference: str
    lead: str
    said: str
    stages: list[dict]
    promise: Promise
    waits_for_safe_hours: bool
    offer: dict | None
    booked: BookedTime | None
    booked_words: str
    looks: list[looks.Look]
    ends_on: str
    is_open: bool
    is_erased: bool
    erasure: str
    may_erase: bool
    may_withdraw: bool


def of(request, *, at):
    """Return the Status of `request` as it stands at `at`."""
    trail = list(request.events.select_related("by").prefetch_related("by__groups"))
    offer = request.offers.first()
    booked = BookedTime.objects.filter(request=request).first()
    stands = booked if booked and not booked.is_cancelled else None
    return Status(
        reference=request.reference,
        lead=progress.lead(request, offer, stands, trail),
        said=_said_when_declined(request, trail),
        stages=progress.stages(request, offer, stands),
        promise=_promise(request, trail, at=at),
        waits_for_safe_hours=_waits_for_safe_hours(trail),
        offer=_offer(request, offer, at=at),
        booked=booked,
        booked_words=promises.in_words(stands.starts_at) if stands else "",
        looks=looks.of(trail),
        ends_on=_ends_on(request),
        is_open=request.is_open,
        is_erased=request.is_erased,
        erasure=_erasure(request),
        may_erase=not (request.is_erased or request.erase_asked_at),
        may_withdraw=request.is_open or request.outcome == Outcome.BOOKED,
    )


def _promise(request, trail, *, at):
    by = promises.in_words(request.respond_by)
    tone = queue.promise_to(request, at=at).tone
    if request.first_response_at:
        words = promises.in_words(request.first_response_at)
        kept = request.first_response_at <= request.respond_by
        said = (
            _("Kept: we contacted you %s") if kept else _("Late: we contacted you %s")
        )
        return Promise("kept", by, said % words)
    if not request.is_open:
        return Promise("none", "", "")
    if tone == "paused":
        return Promise(tone, by, progress.paused_because(trail))
    if tone == "missed":
        return Promise(tone, by, _("We missed this. We are sorry."))
    return Promise("owed", by, "")


def _waits_for_safe_hours(trail):
    return any(
        one.facts.get("waits_for_safe_hours")
        for one in trail
        if one.kind == EventKind.RECEIVED
    )


def _offer(request, offer, *, at):
    """Return the open offer with its times that still lie ahead."""
    if not (offer and offer.state == OfferState.OPEN and request.is_open):
        return None
    return {
        "pk": offer.pk,
        "words": _words_of(offer, request),
        "minutes": offer.minutes,
        "zone": shells.current().time_zone,
        "times": [
            {"pk": time.pk, "words": promises.in_words(time.starts_at)}
            for time in offer.times.all()
            if time.starts_at > at
        ],
    }


def _said_when_declined(request, trail):
    """Return the sentence that staff wrote to the person with their decline."""
    closings = [one.facts for one in trail if one.facts.get("outcome")]
    if request.outcome != Outcome.DECLINED or "note" not in closings[-1]:
        return ""
    return _words_of(request.notes.get(pk=closings[-1]["note"]), request)


def _words_of(row, request):
    """Return what staff wrote with an offer or note; a damaged one is left out."""
    if not row.sealed:
        return ""
    try:
        return sealing.unseal_json(row.sealed, bound_to=request.pk.bytes)["words"]
    except sealing.CannotBeOpened:
        return ""


def _ends_on(request):
    end = status_links.ends_at(request)
    return formats.date_format(shells.current().day_of(end)) if end else ""


def _erasure(request):
    """Say what stands between the person and an erasure; mostly nothing does."""
    if request.is_erased:
        return ""
    if request.is_on_hold and request.erase_asked_at:
        return _(
            "You asked us to erase what you sent. We may not do so yet: a legal duty "
            "makes us keep it. Nobody works with it meanwhile, and it is erased by "
            "itself as soon as the duty ends. You need not ask again."
        )
    if request.erase_asked_at:
        return _(
            "You asked us to erase what you sent. That is under way and happens by "
            "itself. You need not ask again."
        )
    if request.is_on_hold:
        return _("later: for now a legal duty makes us keep it")
    return ""
