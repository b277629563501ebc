"""Notices: which messages a request owes, and how each reaches its reader in the end.

At least once: a notice is claimed, sent, then marked as sent. A process that dies in
between leaves it to be tried again, under the same Message-ID.
"""

import logging
import secrets
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.db import transaction

from . import events, mail_rule, mailing, sealed_requests
from .models import EventKind, Lane, Notice, NoticeKind, NoticeState

logger = logging.getLogger(__name__)

FIRST_DELAY = timedelta(minutes=5)  # longer than a mail server can keep one message
LONGEST_DELAY = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(days=2)
MOST_A_ROUND = 50
TO_STAFF = {NoticeKind.STAFF_NEW_REQUEST, NoticeKind.STAFF_READ_FIRST}
ABOUT_ONE_READER = (SMTPRecipientsRefused, SMTPDataError)


def owe(request, answers, *, at):
    """Store the notices that a new request owes, within the caller's transaction."""
    Notice.objects.bulk_create(
        Notice(
            request=request,
            kind=kind,
            created_at=at,
            next_try_at=at,
            message_id=_new_message_id(sender),
        )
        for kind, sender in _owed(request, answers)
    )


def _owed(request, answers):
    """Yield each kind of notice with the sender it will come from."""
    if sender := mail_rule.sender_for(answers):
        yield NoticeKind.ACKNOWLEDGEMENT, sender
    is_first = request.lane == Lane.READ_FIRST
    to_staff = NoticeKind.STAFF_READ_FIRST if is_first else NoticeKind.STAFF_NEW_REQUEST
    yield to_staff, mail_rule.clinic()


def _new_message_id(sender):
    return f"<{secrets.token_hex(16)}@{sender.host}>"


def send_due(*, at):
    """Send what is due at `at` and return how many went; a round is of bounded length.

    Without EMAIL_URL nothing is tried, and all notices wait; without STAFF_EMAIL those
    to staff do. A mail server that is away ends the round.
    """
    sent = 0
    for waiting in _due(at) if settings.EMAIL_URL else []:
        if not (notice := _claim(waiting, at)):
            continue
        try:
            sent += _deliver(notice, at)
        except ABOUT_ONE_READER as refusal:
            _put_off(notice, refusal, at)
        except OSError as server_is_away:
            _put_off(notice, server_is_away, at)
            break
        except Exception as broken:  # noqa: BLE001 - one bad row must not stop the rest
            _put_off(notice, broken, at)
    return sent


def _due(at):
    due = Notice.objects.due(at).order_by("next_try_at", "pk")
    if not settings.STAFF_EMAIL:
        due = due.exclude(kind__in=TO_STAFF)
    return due.only("tries")[:MOST_A_ROUND]


def _claim(waiting, at):
    """Return the notice if it is ours to try now: a conditional update decides.

    Until its next try comes, nobody else takes it up.
    """
    tries = waiting.tries + 1
    claimed = Notice.objects.due(at).filter(pk=waiting.pk, tries=waiting.tries)
    if claimed.update(tries=tries, next_try_at=at + delay_after(tries)):
        return Notice.objects.select_related("request").get(pk=waiting.pk)
    return None


def delay_after(tries):
    """Return how long to wait after that many tries: 5, 10, 20, 40, 60, 60 … min."""
    return min(FIRST_DELAY * 2 ** min(tries - 1, 10), LONGEST_DELAY)


def _put_off(notice, problem, at):
    """Leave a notice for its next try, or give it up where staff see it."""
    facts = {"kind": notice.kind, "tries": notice.tries, "problem": _name(problem)}
    logger.warning("notices.not_sent", extra={"facts": facts})
    tried_for = sum(map(delay_after, range(1, notice.tries)), timedelta())
    if tried_for >= GIVES_UP_AFTER:
        _settle(notice, NoticeState.FAILED, at=at)


def _name(problem):
    return type(problem).__name__


def _deliver(notice, at):
    """Send one claimed notice; return whether it went."""
    if notice.kind in TO_STAFF:
        mailing.to_staff(notice)
    else:
        answers = sealed_requests.opened(notice.request)["answers"]
        sender = mail_rule.sender_for(answers)
        if sender is None:
            _settle(notice, NoticeState.NOT_WANTED, at=at)
            return False
        mailing.to_person(notice, address=answers["email"], sender=sender)
    _settle(notice, NoticeState.SENT, at=at)
    return True


EVENTS = {
    NoticeState.SENT: EventKind.NOTICE_SENT,
    NoticeState.FAILED: EventKind.NOTICE_FAILED,
}


def _settle(notice, state, *, at):
    """Move a waiting notice to its last state, and say so in the request's trail."""
    facts = {"notice": notice.kind, "tries": notice.tries}
    with transaction.atomic():
        moved = Notice.objects.filter(pk=notice.pk, state=NoticeState.WAITING).update(
            state=state, sent_at=at if state == NoticeState.SENT else None
        )
        if moved and state in EVENTS:
            events.record(notice.request, EVENTS[state], by=None, at=at, facts=facts)
