"""How far a request has come: the line of stages, and the one sentence above it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import promises
from .models import OfferState, Outcome, RequestState
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


def lead(request, offer, booked, trail):
    """Return the sentence that says whose turn it is, or how it ended."""
    if request.is_erased:
        return _("What you sent is erased.")
    if booked:
        return _("Your time is booked: %s.") % promises.in_words(booked.starts_at)
    if request.state == RequestState.CLOSED:
        return str(_declined(trail) or OUTCOMES[Outcome(request.outcome)])
    if offer and offer.state == OfferState.OPEN:
        return _("We offer you some times. Choose one, or tell us that none fits.")
    if request.state == RequestState.AWAITING_PATIENT:
        return paused_because(trail)
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


def paused_because(trail):
    """Return what the clinic waits for."""
    reasons = [one.facts.get("reason") for one in trail if one.facts.get("reason")]
    known = WAITS.get(reasons[-1]) if reasons else None
    return str(known or _("We wait for an answer from you."))


def stages(request, offer, booked):
    """Return {title, is_here} of each stage."""
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
