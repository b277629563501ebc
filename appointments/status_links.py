"""The secret link to a person's own request: who holds it may see and change it.

The link stands in no column: only a digest of its token does. It ends when what was
sent is erased by age, KEEP_DAYS after the request was closed.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from . import blind_indexes, notices, references, telephone
from .models import (
    AppointmentRequest,
    Notice,
    NoticeKind,
    RequestState,
)
from .sealed_requests import token_digest

MOST_IN_A_DAY = 3


def find(token, *, at):
    """Return the request that `token` opens; None if it opens none, or no longer."""
    digest = token_digest(token)
    request = AppointmentRequest.objects.filter(status_token_digest=digest).first()
    if request is None:
        return None
    end = ends_at(request)
    return request if end is None or at < end else None


def ends_at(request):
    """Return when the link ends and what was sent is erased; None while it is open.

    It does not end while a legal hold keeps what was sent.
    """
    if request.is_open or not settings.KEEP_DAYS or request.is_on_hold:
        return None
    closing = request.events.filter(to_state=RequestState.CLOSED)
    last = closing.exclude(from_state=RequestState.CLOSED).order_by("number").last()
    return last.at + timedelta(days=settings.KEEP_DAYS) if last else None


def send_again(reference, detail, *, at):
    """Owe the link once more where reference and contact detail belong together.

    Returns nothing: whoever asks learns nothing of anybody's request. It goes only to
    the address that the person gave, and only if they chose e-mail.
    """
    matching = AppointmentRequest.objects.filter(
        _belongs_to(detail), reference=references.tidy(reference)
    ).exclude(state=RequestState.HELD)
    request = matching.first()
    if request and _opens(request, at=at) and not _was_sent_often(request, at=at):
        notices.tell_person(request, NoticeKind.STATUS_LINK, at=at)


def _opens(request, *, at):
    """Whether the link of `request` still opens something."""
    end = ends_at(request)
    return not request.is_erased and (end is None or at < end)


def _belongs_to(detail):
    """Return the condition that `detail` is the e-mail address or telephone kept."""
    try:
        number = telephone.e164(detail)
    except telephone.NotANumber:
        return Q(email_index__in=blind_indexes.any_of("email", detail))
    return Q(phone_index__in=blind_indexes.any_of("phone", number))


def _was_sent_often(request, *, at):
    """Nobody shall fill a mailbox by asking: one waits at most, and few go in a day."""
    links = Notice.objects.filter(request=request, kind=NoticeKind.STATUS_LINK)
    is_recent = Q(created_at__gt=at - timedelta(days=1))
    if links.waiting().exists():
        return True
    return links.filter(is_recent).count() >= MOST_IN_A_DAY
