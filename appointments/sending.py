"""Sending: how each notice that is owed reaches its reader in the end.

At least once: a notice is claimed, sent, then marked as sent. A process that dies in
between leaves it to be tried again, under the same Message-ID.
"""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.db import transaction

from clinic_site import shell as shells

from . import contact_rule, events, mail_rule, mailing, sealed_requests
from .models import (
    OWED_ONCE,
    TO_STAFF,
    BookedTime,
    EventKind,
    Notice,
    NoticeKind,
    NoticeState,
)

logger = logging.getLogger(__name__)

FIRST_DELAY = timedelta(minutes=5)  # longer than a mail server can keep one message
LONGEST_DELAY = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(days=2)
MOST_A_ROUND = 50
# The person asked for these just now, so it is safe to answer.
ASKED_FOR_NOW = {NoticeKind.ACKNOWLEDGEMENT, NoticeKind.STATUS_LINK}
ABOUT_ONE_READER = (SMTPRecipientsRefused, SMTPDataError)


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
    if _is_overtaken(notice):
        _settle(notice, NoticeState.OVERTAKEN, at=at)
        return False
    if notice.kind in TO_STAFF:
        mailing.to_staff(notice)
    elif not _deliver_to_person(notice, at):
        return False
    _settle(notice, NoticeState.SENT, at=at)
    return True


def _deliver_to_person(notice, at):
    """Mail the person as they allow it, at a safe time; return whether it went."""
    content = sealed_requests.opened(notice.request)
    rule = mail_rule.sender_for
    if notice.is_against_rule:
        rule = mail_rule.sender_against_rule
    sender = rule(content["answers"])
    safe_from = _safe_from(notice, content["answers"], at)
    if sender is None or safe_from is None:
        _settle(notice, NoticeState.NOT_WANTED, at=at)
        return False
    if safe_from > at:
        _wait_until(notice, safe_from)
        return False
    mailing.to_person(notice, content, sender=sender, times=_times(notice))
    return True


def _safe_from(notice, answers, at):
    if notice.kind in ASKED_FOR_NOW or notice.is_against_rule:
        return at
    week = shells.current().opening_week
    return contact_rule.safe_from(answers, at=at, opening_week=week)


def _wait_until(notice, moment):
    """It was no try: nobody was asked to take the message."""
    mine = Notice.objects.waiting().filter(pk=notice.pk)
    mine.update(next_try_at=moment, tries=notice.tries - 1)


def _is_overtaken(notice):
    """Whether what happened since has made the message wrong."""
    request = notice.request
    if notice.kind in OWED_ONCE:
        return bool(request.first_response_at) or not request.is_open
    if notice.kind in ABOUT_TIMES:
        return not _times(notice)
    return False


ABOUT_OFFER = {NoticeKind.OFFER, NoticeKind.OFFER_REMINDER}
ABOUT_TIMES = ABOUT_OFFER | {NoticeKind.BOOKED, NoticeKind.VISIT_REMINDER}


def _times(notice):
    """Return the moments that a message is about, as they stand now."""
    if notice.kind in ABOUT_OFFER:
        offer = notice.request.offers.open().first()
        return [time.starts_at for time in offer.times.all()] if offer else []
    if notice.kind in ABOUT_TIMES:
        booked = BookedTime.objects.filter(request=notice.request, is_cancelled=False)
        return list(booked.values_list("starts_at", flat=True))
    return []


EVENTS = {
    NoticeState.SENT: EventKind.NOTICE_SENT,
    NoticeState.FAILED: EventKind.NOTICE_FAILED,
}


def _settle(notice, state, *, at):
    """Move a waiting notice to its last state, and say so in the request's trail."""
    facts = {"notice": notice.kind, "tries": notice.tries}
    with transaction.atomic():
        moved = (
            Notice.objects.waiting()
            .filter(pk=notice.pk)
            .update(state=state, sent_at=at if state == NoticeState.SENT else None)
        )
        if moved and state in EVENTS:
            events.record(notice.request, EVENTS[state], by=None, at=at, facts=facts)
