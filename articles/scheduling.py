"""Publishing approved words at a moment that a reviewer has chosen."""

import logging

from django.db import transaction

from clinic_site import shell

from . import publishing
from .models import Refusal, ScheduledPublication, ScheduleState

logger = logging.getLogger(__name__)

REFUSALS = {
    publishing.Refused: Refusal.GATES,
    publishing.NotApproved: Refusal.GATES,
    publishing.Overtaken: Refusal.OVERTAKEN,
}


class TooLate(Exception):
    """The chosen moment is not in the future."""


class LapsedByThen(Exception):
    """The review of these words lapses before the chosen moment."""


def schedule(revision, *, by, at, go_live_at):
    """Let `revision` go live at `go_live_at`; a moment chosen before is replaced.

    What could not be published now is refused now, as publishing.publish would; values
    and gates are asked again at that moment. Raises TooLate, LapsedByThen or what
    publish raises.
    """
    if go_live_at <= at:
        raise TooLate(go_live_at)
    with transaction.atomic():
        _rehearse(revision, at=at)
        if shell.current().day_of(go_live_at) > revision.approval.review_due_on:
            raise LapsedByThen(go_live_at)
        take_back(revision, at=at)
        return ScheduledPublication.objects.create(
            revision=revision, by=by, go_live_at=go_live_at
        )


def take_back(revision, *, at):
    """Let nothing of `revision` go live by itself; return whether anything waited."""
    waiting = ScheduledPublication.objects.waiting().filter(revision=revision)
    return bool(waiting.update(state=ScheduleState.TAKEN_BACK, settled_at=at))


def publish_due(*, at):
    """Publish what is due by `at`, with the values in force now; return how many.

    What is refused is not tried again: the desk shows it to the reviewers instead.
    """
    due = ScheduledPublication.objects.due(at).select_related("revision__article")
    return sum(_go_live(one, at=at) for one in due)


def _rehearse(revision, *, at):
    with transaction.atomic():
        publishing.publish(revision, at=at)
        transaction.set_rollback(True)


def _go_live(scheduled, *, at):
    """Publish one, or store why not; whoever settles it first has done it."""
    try:
        with transaction.atomic():
            if not _settle(scheduled, ScheduleState.PUBLISHED, at=at):
                return False
            publishing.publish(scheduled.revision, at=at)
            return True
    except tuple(REFUSALS) as refused:
        refusal = REFUSALS[type(refused)]
    except Exception:  # one broken row must not stop the rest
        logger.exception("articles.not_published_on_time")
        refusal = Refusal.BROKEN
    _settle(scheduled, ScheduleState.REFUSED, at=at, refusal=refusal)
    return False


def _settle(scheduled, state, *, at, refusal=""):
    waiting = ScheduledPublication.objects.waiting().filter(pk=scheduled.pk)
    return waiting.update(state=state, settled_at=at, refusal=refusal)
