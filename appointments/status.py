"""Where a request is, in words for the one who asked: never what they wrote.

The promise is judged by the same function as at the desk.
"""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site import sealing
from clinic_site import shell as shells

from . import looks, promises, queue, status_links
from .models import BookedTime, EventKind, OfferState, Outcome, RequestState
from .reasons import DECLINES, WAITS

STAGES = [
    gettext_lazy("Received"),
    gettext_lazy("Being read"),
    gettext_lazy("Choose a time"),
    gettext_lazy("Booked"),
]
OUTCOMES = {
    Outcome.BOOKED: gettext_lazy("We agreed on a time with you."),
    Outcome.DECLINED: gettext_lazy(
        "We closed your request: we cannot offer you a time. Please call us if you "
        "have questions."
    ),
    Outcome.WITHDRAWN: gettext_lazy(
        "Your request is withdrawn. You can ask again at any time."
    ),
    Outcome.UNREACHABLE: gettext_lazy(
        "We tried to reach you and could not, so we closed your request. Call us, and "
        "we open it again."
    ),
    Outcome.DUPLICATE: gettext_lazy(
        "You asked more than once. We go on with your other request."
    ),
}


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
        lead=_lead(request, offer, stands, trail),
        said=_said_when_declined(request, trail),
        stages=_stages(request, offer, stands),
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


def _lead(request, offer, booked, trail):
    if request.is_erased:
        return _("What you sent is erased.")
    if booked:
        return _("Your time is booked: %s.") % promises.in_words(booked.starts_at)
    if request.state == RequestState.CLOSED:
        return str(_declined(trail) or OUTCOMES[Outcome(request.outcome)])
    if offer and offer.state == OfferState.OPEN:
        return _("We offer you some times. Choose one, or tell us that none fits.")
    if request.state == RequestState.AWAITING_PATIENT:
        return _paused_because(trail)
    return _lead_of_ours(request, offer)


def _declined(trail):
    """Return the kind words for why we offer no time, if that is how it ended."""
    because = [one.facts.get("because") for one in trail if one.facts.get("outcome")]
    return DECLINES.get(because[-1]) if because else None


def _lead_of_ours(request, offer):
    """It is the clinic's turn."""
    if offer and offer.state == OfferState.CHOSEN:
        time = offer.times.get(is_chosen=True)
        return _(
            "You chose %s. It is not booked yet: we book it and tell you."
        ) % promises.in_words(time.starts_at)
    if offer and offer.state == OfferState.NONE_FITS:
        return _("None of the times fitted you. A person looks for others.")
    if request.state == RequestState.IN_TRIAGE:
        return _("A person is reading your request.")
    return _("We have your request. A person will read it soon.")


def _stages(request, offer, booked):
    here = _stage(request, offer, booked)
    return [
        {"title": title, "is_here": number == here}
        for number, title in enumerate(STAGES)
    ]


def _stage(request, offer, booked):
    """Return where on the line it is; closed without a time, it is nowhere."""
    if booked or request.outcome == Outcome.BOOKED:
        return 3
    if not request.is_open:
        return None
    if offer and offer.state in (OfferState.OPEN, OfferState.CHOSEN):
        return 2
    was_read = request.state not in (RequestState.HELD, RequestState.RECEIVED)
    return 1 if was_read else 0


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
        return Promise(tone, by, _paused_because(trail))
    if tone == "missed":
        return Promise(tone, by, _("We missed this. We are sorry."))
    return Promise("owed", by, "")


def _paused_because(trail):
    reasons = [one.facts.get("reason") for one in trail if one.facts.get("reason")]
    known = WAITS.get(reasons[-1]) if reasons else None
    return str(known or _("We wait for an answer from you."))


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


def choose_first():
    return _("Choose one of the times, or say that none fits.")


def call_us():
    return _("This cannot be done here. Please call us and read out your reference.")
