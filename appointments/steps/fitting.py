"""Which steps fit a request just now, the obvious one first."""

from appointments import triage
from appointments.models import Lane, OfferState, RequestState

OPEN_STATES = {
    RequestState.RECEIVED: ["take", "decline", "duplicate", "close"],
    RequestState.HELD: ["admit", "close", "duplicate"],
    RequestState.AWAITING_PATIENT: [
        "log", "resume", "book", "decline", "duplicate", "close",
    ],
}  # fmt: skip
MINE_UNANSWERED = ["log", "offer", "wait", "book", "decline", "duplicate", "close"]
MINE_ANSWERED = ["offer", "book", "wait", "log", "decline", "duplicate", "close"]
MINE_CHOSEN = ["book", "offer", "log", "wait", "decline", "duplicate", "close"]


def is_with_another(request, user):
    """Whether somebody else is working on it, so that nothing here is obvious."""
    return request.state in triage.WORKED_ON and request.assigned_to_id != user.pk


def names_for(request, user, *, may_break_glass=False):
    """Return the names of the steps that fit now.

    `may_break_glass`: an e-mail could go that the person's rule does not allow.
    """
    if not request.is_open:
        return [] if request.is_erased else ["reopen", "note", "link"]
    if is_with_another(request, user):
        is_ours = request.state == RequestState.IN_TRIAGE
        names = ["release" if is_ours else "resume"]
    else:
        names = [*_working(request), *(["mail-anyway"] if may_break_glass else [])]
    return [*names, *_about(request)]


def _working(request):
    if request.state != RequestState.IN_TRIAGE:
        return OPEN_STATES[request.state]
    if request.offers.filter(state=OfferState.CHOSEN).exists():
        names = MINE_CHOSEN
    else:
        names = MINE_ANSWERED if request.first_response_at else MINE_UNANSWERED
    return [*names, "release"]


def _about(request):
    """The steps that fit whoever has it: colleagues, notes, links and the lane."""
    is_held = request.state == RequestState.HELD
    lane = "read-later" if request.lane == Lane.READ_FIRST else "read-first"
    return [*([] if is_held else ["hand-over"]), "note", "link", lane]
