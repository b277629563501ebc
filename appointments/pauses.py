"""Ending a pause: the request goes on, with its promise counted anew by one rule."""

from clinic_site import sealing

from . import promises, sealed_requests
from .models import RequestState
from .moves import move


def end(request, kind, *, by, at, facts=None, **changes):
    """Bring a paused or closed request back into triage, as one move of `kind`.

    A promise that still stands open moves on by the time that was waited; it never
    comes nearer, and one that was missed or kept stays as it was.
    """
    if request.first_response_at is None:
        due = _due(request, at=at)
        if due > request.respond_by:
            changes["respond_by"] = due
            facts = (facts or {}) | {"respond_by": due.isoformat()}
    move(request, RequestState.IN_TRIAGE, kind, by=by, at=at, facts=facts, **changes)


def _due(request, *, at):
    try:
        answers = sealed_requests.opened(request)["answers"]
    except sealing.CannotBeOpened:
        answers = None
    trail = list(request.events.order_by("number"))
    return promises.after_pause(trail, answers, at=at).by
