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

from clinic_site import sealing
from clinic_site import shell as shells

from . import contact_rule, events, mail_rule, mailing, sealed_requests
from .models import (
    OWED_ONCE,
    TO_STAFF,
    BookedTime,
    EventKind,
    Lane,
    Notice,
    NoticeKind,
    NoticeState,
    OfferState,
)

logger = logging.getLogger(__name__)

FIRST_DELAY = timedelta(minutes=5)  # longer than a mail server can keep one message
LONGEST_DELAY = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(days=2)
MOST_A_ROUND = 50
# The person asked for these just now, so it is safe to answer.
ASKED_FOR_NOW = {NoticeKind.ACKNOWLEDGEMENT, NoticeKind.STATUS_LINK}
ABOUT_ONE_READER = (SMTPRecipientsRefused, SMTPDataError)


def owe(request, answers, *, at):
    """Store the notices that a new request owes, within the caller's transaction."""
    Notice.objects.bulk_create(_owed_by_new(request, answers, at=at))


def owe_while_doubted(request, *, at):
    """Tell the clinic's own people of a request to be read first, and nobody else.

    What a machine typed in may be a stranger's address, and that is not mailed. But
    somebody frightened may be taken for a machine.
    """
    if request.lane == Lane.READ_FIRST:
        tell_staff(request, NoticeKind.STAFF_READ_FIRST, at=at)


def owe_the_rest(request, answers, *, at):
    """Store what a new request owes and did not owe while it was doubted."""
    known = set(request.notices.values_list("kind", flat=True))
    owed = _owed_by_new(request, answers, at=at)
    Notice.objects.bulk_create([one for one in owed if one.kind not in known])


def _owed_by_new(request, answers, *, at):
    is_first = request.lane == Lane.READ_FIRST
    to_staff = NoticeKind.STAFF_READ_FIRST if is_first else NoticeKind.STAFF_NEW_REQUEST
    senders = {
        NoticeKind.ACKNOWLEDGEMENT: mail_rule.sender_for(answers),
        to_staff: mail_rule.clinic(),
    }
    return [
        _notice(request, kind, sender, at=at)
        for kind, sender in senders.items()
        if sender
    ]


def tell_person(request, kind, *, at):
    """Owe the person a message, if they may be mailed; return whether they may."""
    sender = _sender_to(request)
    if sender:
        _store(request, kind, sender, at=at)
    return sender is not None


def tell_person_against_rule(request, kind, *, at):
    """Owe a message that the rule does not allow; return whether any address is there.

    Who calls this has put a reason into the trail.
    """
    try:
        answers = sealed_requests.opened(request)["answers"]
    except sealing.CannotBeOpened:
        return False
    sender = mail_rule.sender_against_rule(answers)
    if sender:
        _store(request, kind, sender, at=at, is_against_rule=True)
    return sender is not None


def may_be_told(request):
    """Whether the person may be mailed at all."""
    return _sender_to(request) is not None


def tell_person_once(request, kind, *, at):
    """As `tell_person`; who may not be mailed is remembered and not looked at again."""
    if not tell_person(request, kind, at=at):
        no_mail = NoticeState.NOT_WANTED
        _store(request, kind, mail_rule.clinic(), at=at, state=no_mail)


def _sender_to(request):
    try:
        return mail_rule.sender_for(sealed_requests.opened(request)["answers"])
    except sealing.CannotBeOpened:
        return None


def tell_staff(request, kind, *, at):
    """Owe the clinic's own people a message, within the caller's transaction."""
    _store(request, kind, mail_rule.clinic(), at=at)


def drop_unsent_to_person(request):
    """Let what waits to go to the person go nowhere."""
    waiting = request.notices.filter(state=NoticeState.WAITING)
    waiting.exclude(kind__in=TO_STAFF).update(state=NoticeState.OVERTAKEN)


def _store(request, kind, sender, *, at, **fields):
    Notice.objects.bulk_create(
        [_notice(request, kind, sender, at=at, **fields)],
        # Two who find the same promise missed owe one message.
        ignore_conflicts=kind in OWED_ONCE,
    )


def _notice(request, kind, sender, *, at, **fields):
    return Notice(
        request=request,
        kind=kind,
        created_at=at,
        next_try_at=at,
        message_id=_new_message_id(sender),
        **fields,
    )


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
    mine = Notice.objects.filter(pk=notice.pk, state=NoticeState.WAITING)
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
        offer = notice.request.offers.filter(state=OfferState.OPEN).first()
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
        moved = Notice.objects.filter(pk=notice.pk, state=NoticeState.WAITING).update(
            state=state, sent_at=at if state == NoticeState.SENT else None
        )
        if moved and state in EVENTS:
            events.record(notice.request, EVENTS[state], by=None, at=at, facts=facts)
