"""Mails about reviews that fall due: to the owner, then to the practice managers."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site import access, role_holders, shell

from .models import Publication, ReviewReminder

logger = logging.getLogger(__name__)

STEPS = (60, 30, 7)
OVERDUE = 0


def send_due(*, at):
    """Send each reminder that is due at `at` once; return how many mails went.

    Without EMAIL_URL nothing is sent or counted as sent. A reminder nobody could get
    waits until the article has an owner, or the clinic a practice manager.
    """
    if not settings.EMAIL_URL:
        return 0
    today = shell.current().day_of(at)
    managers = role_holders.addresses_of(access.PRACTICE_MANAGER)
    return sum(
        _remind(publication, days, managers=managers, at=at)
        for publication, days in _due(today)
    )


def step_for(review_due_on, today):
    """Return the nearest of 60, 30 and 7 days, 0 when overdue, None when early.

    Only the nearest: whoever was away for a month gets one mail, not three.
    """
    left = (review_due_on - today).days
    if left < 0:
        return OVERDUE
    return min((days for days in STEPS if left <= days), default=None)


def recipients(article, days, managers):
    """Return the addresses: the active owner's; the managers' where that is not enough.

    Managers are told when no owner can act, and when the day has passed.
    """
    owner = article.owner
    is_reached = bool(owner and owner.is_active and owner.email)
    found = [owner.email] if is_reached else []
    if days == OVERDUE or not is_reached:
        found += [address for address in managers if address not in found]
    return found


def _due(today):
    """Yield (publication, days) of what is owed and has not gone out."""
    told = _told()
    live = Publication.objects.live().select_related("article__owner")
    live = live.defer("body_html", "plain_text", "content").order_by("review_due_on")
    for one in live:
        days = step_for(one.review_due_on, today)
        if days is not None and (one.article_id, one.review_due_on, days) not in told:
            yield one, days


def _told():
    """What went out already. A re-issue that keeps the date owes nothing anew."""
    sent = ReviewReminder.objects.exclude(sent_at=None)
    named = ("publication__article_id", "publication__review_due_on", "days")
    return set(sent.values_list(*named))


def _remind(publication, days, *, managers, at):
    """Send one mail and store that it went; a mail server that is away is no end."""
    addresses = recipients(publication.article, days, managers)
    if not addresses:
        return 0
    reminder, _is_new = ReviewReminder.objects.update_or_create(
        publication=publication, days=days, defaults={"tried_at": at}
    )
    with translation.override(settings.LANGUAGE_CODE):
        mail = EmailMessage(*_words(publication, days), to=addresses)
    try:
        mail.send()
    except OSError as refused:  # smtplib's errors are OSErrors
        facts = {"problem": type(refused).__name__, "days": days}
        logger.warning("articles.reminder_not_sent", extra={"facts": facts})
        return 0
    ReviewReminder.objects.filter(pk=reminder.pk).update(sent_at=at)
    return 1


def _words(publication, days):
    """Return subject and text."""
    facts = {
        "title": publication.title,
        "on": date_format(publication.review_due_on, _("F j, Y")),
    }
    address = reverse("admin:articles_article_change", args=[publication.article_id])
    if days == OVERDUE:
        subject = _("Review overdue: %(title)s") % facts
        said = _("The review of “%(title)s” was due on %(on)s.") % facts
        more = _("Patients still read the page; it tells them that the review is late.")
    else:
        subject = _("Review due on %(on)s: %(title)s") % facts
        said = _("The review of “%(title)s” is due on %(on)s.") % facts
        more = _("Read it again, change what has changed, and send it for review.")
    return subject, f"{said}\n{more}\n\n{settings.SITE_URL}{address}\n"
