"""Whose turn a request is: taken, let go, handed over, put first, paused, resumed.

Each step is one transaction of a conditional update and its event. The update asks
for the state and the holder that were read, so two people cannot both take a request.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_site import sealing

from . import notes, notices, pauses, sealed_requests
from .models import EventKind, IllegalMove, NoticeKind, RequestState
from .moves import move, must

ACT = "appointments.change_appointmentrequest"
WORKED_ON = {RequestState.IN_TRIAGE, RequestState.AWAITING_PATIENT}


def take(request, *, by, at):
    """Give a request that nobody has to `by`.

    Raises IllegalMove or StaleRequest, as every step here; nothing changes then.
    """
    must(request.state == RequestState.RECEIVED and request.assigned_to_id is None)
    move(
        request,
        RequestState.IN_TRIAGE,
        EventKind.TAKEN,
        by=by,
        at=at,
        assigned_to=by,
    )


def release(request, *, by, at):
    """Put a request back into the queue; the promise does not move.

    Anybody of the desk may: whoever has it may be ill at home.
    """
    must(request.state == RequestState.IN_TRIAGE)
    move(
        request,
        RequestState.RECEIVED,
        EventKind.RELEASED,
        by=by,
        at=at,
        assigned_to=None,
    )


def hand_over(request, *, to, by, at):
    """Give a request to a colleague, who finds it under their own.

    Anybody of the desk may, also for somebody who is ill at home.
    """
    must(request.state in WORKED_ON | {RequestState.RECEIVED})
    must(to.is_active and to.has_perm(ACT), _("They do not answer requests."))
    must(to.pk != request.assigned_to_id, _("They have it already."))
    is_new = request.state == RequestState.RECEIVED
    move(
        request,
        RequestState.IN_TRIAGE if is_new else request.state,
        EventKind.HANDED_OVER,
        by=by,
        at=at,
        facts={"to": to.pk},
        assigned_to=to,
    )


def put_into_lane(request, *, lane, reason, by, at):
    """Let a request be read first, or no longer; `reason` is sealed.

    The promise stands: a person was told of it.
    """
    must(request.is_open and not request.is_erased)
    must(lane != request.lane, _("It stands in that lane already."))
    with transaction.atomic():
        note = notes.keep(request, words=reason, by=by, at=at)
        facts = {"lane": str(lane), "note": note.pk}
        kind = EventKind.LANE_SET
        move(request, request.state, kind, by=by, at=at, facts=facts, lane=lane)


def admit(request, *, by, at):
    """Let a held request into the queue: a person has decided that it is genuine.

    Whoever was not written to while it was held is written to from now on.
    """
    must(request.state == RequestState.HELD)
    with transaction.atomic():
        move(request, RequestState.RECEIVED, EventKind.MOVED, by=by, at=at)
        notices.owe_the_rest(request, _answers(request), at=at)


def _answers(request):
    try:
        return sealed_requests.opened(request)["answers"]
    except sealing.CannotBeOpened as damaged:
        words = _("This request cannot be opened, so nobody can say it is genuine.")
        raise IllegalMove(words) from damaged


def wait_for_patient(request, *, reason, by, at):
    """Pause: the next move is the person's. `reason` is a code the page can say."""
    must(request.state == RequestState.IN_TRIAGE and request.assigned_to_id == by.pk)
    with transaction.atomic():
        move(
            request,
            RequestState.AWAITING_PATIENT,
            EventKind.MOVED,
            by=by,
            at=at,
            facts={"reason": str(reason)},
        )
        notices.tell_person(request, NoticeKind.STATUS_CHANGE, at=at)


def resume(request, *, by, at):
    """Work on a request again; the one who resumes it has it."""
    must(request.state == RequestState.AWAITING_PATIENT)
    pauses.end(request, EventKind.MOVED, by=by, at=at, assigned_to=by)
