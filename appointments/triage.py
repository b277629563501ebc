"""What staff do with a request: take it, try to reach the person, wait, close.

Each step is one transaction of a conditional update and its event. The update asks
for the state and the holder that were read, so two people cannot both take a request.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_site import sealing

from . import events, notes, notices, offering, pauses, sealed_requests
from .models import (
    ContactAttempt,
    EventKind,
    IllegalMove,
    NoticeKind,
    Outcome,
    RequestState,
    Result,
)
from .moves import move, must, sealed_words

ACT = "appointments.change_appointmentrequest"
# What reaches the person. Ringing without an answer keeps no promise.
CONTACTS = {Result.REACHED, Result.LEFT_MESSAGE, Result.SENT}
WORKED_ON = {RequestState.IN_TRIAGE, RequestState.AWAITING_PATIENT}
TOLD_OF_OUTCOME = {
    Outcome.DECLINED: NoticeKind.DECLINED,
    Outcome.WITHDRAWN: NoticeKind.WITHDRAWN,
}


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


def record_contact_attempt(
    request, *, channel, result, by, at, note="", reason="", against=()
):
    """Record one try by `by` to reach the person; return the ContactAttempt.

    A contact that reached them meets the promise; nothing else ever does. `against`
    are the codes of contact_rule.BROKEN and need a `reason`; it and the `note` are
    sealed with the request's uuid.
    """
    must(request.state in WORKED_ON and request.assigned_to_id == by.pk)
    must(reason or not against, _("They did not allow this. Say why."))
    answered_at = request.first_response_at
    if answered_at is None and result in CONTACTS:
        answered_at = at
    with transaction.atomic():
        attempt = ContactAttempt.objects.create(
            request=request,
            channel=str(channel),
            result=str(result),
            sealed=sealed_words(request, note=note, reason=reason),
            by=by,
            at=at,
        )
        move(
            request,
            request.state,
            EventKind.CONTACT_ATTEMPT,
            by=by,
            at=at,
            facts=_facts(attempt, against),
            first_response_at=answered_at,
        )
        if against:
            _break_rule(attempt, against)
    return attempt


def _facts(attempt, against):
    facts = {"channel": attempt.channel, "result": attempt.result}
    against_rule = {"is_against_rule": True} if against else {}
    return facts | {"attempt": attempt.pk} | against_rule


def _break_rule(attempt, against):
    facts = {"rules": list(against), "channel": attempt.channel, "attempt": attempt.pk}
    who = {"by": attempt.by, "at": attempt.at}
    events.record(attempt.request, EventKind.BROKE_RULE, facts=facts, **who)


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


def decline(request, *, because, by, at, words=""):
    """Close a request because the clinic offers no time; the person is told kindly.

    `because` is a code of reasons.DeclinedBecause; `words` of the clinic's own stand
    on the person's page and are sealed.
    """
    with transaction.atomic():
        said = {"because": str(because)}
        if words:
            said["note"] = notes.keep(request, words=words, by=by, at=at).pk
        close(request, outcome=Outcome.DECLINED, by=by, at=at, facts=said)


def close_as_duplicate(request, *, of, by, at):
    """Close a request because the other one, `of`, goes on for the same person."""
    must(of.pk != request.pk, _("That is this request itself."))
    facts = {"of": of.reference}
    close(request, outcome=Outcome.DUPLICATE, by=by, at=at, facts=facts)


def close(request, *, outcome, by, at, facts=None):
    """End a request with one of the outcomes; nobody else may be working on it.

    A time that was offered or booked no longer stands, unless the outcome is booked.
    """
    must(request.is_open and request.assigned_to_id in (None, by.pk))
    must(outcome in Outcome.values)
    was_held = request.state == RequestState.HELD
    with transaction.atomic():
        move(
            request,
            RequestState.CLOSED,
            EventKind.CLOSED,
            by=by,
            at=at,
            facts={"outcome": str(outcome)} | (facts or {}),
            outcome=outcome,
        )
        offering.take_back(request, at=at)
        if outcome != Outcome.BOOKED:
            offering.cancel_booked_time(request, at=at)
        if not was_held:  # whom a machine named is not written to
            kind = TOLD_OF_OUTCOME.get(outcome, NoticeKind.STATUS_CHANGE)
            notices.tell_person(request, kind, at=at)


def reopen(request, *, by, at):
    """Take up a closed request again; the one who opens it has it."""
    must(request.state == RequestState.CLOSED and not request.is_erased)
    must(request.erase_asked_at is None, _("They asked to have it erased."))
    pauses.end(request, EventKind.REOPENED, by=by, at=at, outcome="", assigned_to=by)
