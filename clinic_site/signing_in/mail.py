"""Mail that the door owes: stored at once, written and sent by the jobs.

No link lies in the database: that for a new password is made when the mail is. What
cannot be sent is tried again for a day.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from clinic_site.models import DoorMail, DoorMailKind

logger = logging.getLogger(__name__)

WAITS = timedelta(minutes=5)
MOST_TRIES = 288  # a day of them


def owe_password(name: str, *, at: datetime) -> None:
    """Owe whoever has this name or address a link for a new password.

    A row is written in any case: how long the answer takes says nothing.
    """
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    found = people.filter(username__iexact=name) | people.filter(email__iexact=name)
    person = found.first()
    may = person is not None and person.has_usable_password() and person.email
    _owe(DoorMailKind.PASSWORD, person if may else None, at)


def owe_news_of_break_glass(people, *, at: datetime) -> None:
    """Owe each of `people` the news, within the caller's transaction."""
    for person in people:
        _owe(DoorMailKind.BREAK_GLASS, person, at)


def hand_over(email: str, link: str) -> bool:
    """Mail a link that only this moment knows; return whether it went."""
    if not (settings.EMAIL_URL and email):
        return False
    subject = _("Your way to the desk")
    lines = [_("The link works once and for three days. Choose a password there.")]
    try:
        _letter(email, subject, lines, link, _("Open the link")).send()
    except OSError as refused:
        problem = type(refused).__name__
        logger.warning("door.mail_not_sent", extra={"facts": {"problem": problem}})
        return False
    return True


def send_due(*, at: datetime) -> int:
    """Send what is owed; return how many went. Without EMAIL_URL all of it waits."""
    DoorMail.objects.filter(person=None).delete()
    sent = 0
    due = DoorMail.objects.filter(next_try_at__lte=at).select_related("person")
    for owed in due if settings.EMAIL_URL else []:
        if not _claim(owed, at):
            continue
        try:
            _send(owed)
        except OSError as refused:
            problem = type(refused).__name__
            logger.warning("door.mail_not_sent", extra={"facts": {"problem": problem}})
            continue
        owed.delete()
        sent += 1
    return sent


def write(kind: str, person, language: str) -> EmailMultiAlternatives:
    """Return the e-mail of `kind` to `person`, as neutral as mail at work can be."""
    with translation.override(language):
        subject, lines, path, link_words = _words(kind, person)
        link = settings.SITE_URL + path
        return _letter(person.email, subject, lines, link, link_words)


def _letter(email, subject, lines, link, link_words):
    said = {
        "language": translation.get_language(),
        "subject": subject,
        "lines": lines,
        "link": link,
        "link_words": link_words,
    }
    text, html = (
        render_to_string(f"emails/to_staff.{ending}", said).strip()
        for ending in ("txt", "html")
    )
    mail = EmailMultiAlternatives(subject, f"{text}\n", to=[email])
    mail.attach_alternative(f"{html}\n", "text/html")
    return mail


def _owe(kind, person, at):
    DoorMail.objects.create(kind=kind, person=person, made_at=at, next_try_at=at)


def _claim(owed, at):
    """Whether this process is the one to try now; given up after a day."""
    if owed.tries >= MOST_TRIES:
        owed.delete()
        return False
    mine = DoorMail.objects.filter(pk=owed.pk, tries=owed.tries)
    return mine.update(tries=owed.tries + 1, next_try_at=at + WAITS)


def _send(owed):
    if owed.person.email:
        write(owed.kind, owed.person, settings.LANGUAGE_CODE).send()


def _words(kind, person):
    if kind == DoorMailKind.BREAK_GLASS:
        return (
            _("Emergency access to the desk was used"),
            [
                _("Somebody who runs the site opened the desk for one hour."),
                _("Who it was and why stands in the list of sign-in events."),
            ],
            reverse("admin:index"),
            _("Open the desk"),
        )
    key = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return (
        _("A new password"),
        [
            _("Somebody asked for a new password for your account. Was it you?"),
            _("The link works for one hour. If it was not you, do nothing."),
        ],
        reverse("account_reset_password_from_key", args=[key, token]),
        _("Choose a new password"),
    )
