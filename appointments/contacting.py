"""Trying to reach the person, and what of it keeps the promise or breaks their rule."""

from django.db import transaction
from django.utils.translation import gettext as _

from . import events
from .models import ContactAttempt, EventKind, Result
from .moves import move, must, sealed_words
from .triage import WORKED_ON

# What reaches the person. Ringing without an answer keeps no promise.
CONTACTS = {Result.REACHED, Result.LEFT_MESSAGE, Result.SENT}


def record_attempt(request, *, channel, result, by, at, note="", reason="", against=()):
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
