"""How a request ends: declined, a duplicate, or as it turned out; and opening it again.

Each step is one transaction with its event; see triage.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from . import notes, notices, offering, pauses
from .models import EventKind, NoticeKind, Outcome, RequestState
from .moves import move, must

TOLD_OF_OUTCOME = {
    Outcome.DECLINED: NoticeKind.DECLINED,
    Outcome.WITHDRAWN: NoticeKind.WITHDRAWN,
}


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
