"""Notices: which messages a request owes, to the person and to the clinic's people.

Each is stored with the change that caused it; `sending` brings it to its reader.
"""

import secrets

from clinic_site import sealing

from . import mail_rule, sealed_requests
from .models import OWED_ONCE, TO_STAFF, Lane, Notice, NoticeKind, NoticeState


def owed_while_doubted(request, *, at):
    """Return what tells the clinic's own people of a request to be read first.

    Nobody else is told: what a machine typed in may be a stranger's address, and that
    is not mailed. But somebody frightened may be taken for a machine.
    """
    if request.lane != Lane.READ_FIRST:
        return []
    return [_notice(request, NoticeKind.STAFF_READ_FIRST, mail_rule.clinic(), at=at)]


def owe_the_rest(request, answers, *, at):
    """Store what a new request owes and did not owe while it was doubted."""
    known = set(request.notices.values_list("kind", flat=True))
    owed = owed_by_new(request, answers, at=at)
    Notice.objects.bulk_create([one for one in owed if one.kind not in known])


def owed_by_new(request, answers, *, at):
    """Return the notices that a new request owes, to be stored together with it."""
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
    waiting = request.notices.waiting()
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
