"""Moments, spans of time and promises in the words of the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from .opening import clock

SOON = timedelta(hours=2, minutes=30)
# From here on nobody counts in hours any more.
DAYS_FROM = timedelta(hours=48)
NEAR = {
    0: gettext_lazy("today"),
    1: gettext_lazy("tomorrow"),
    -1: gettext_lazy("yesterday"),
}


@dataclass(frozen=True)
class Promise:
    """What is said of a promise, its tone, and when that was or will be.

    `tone` is missed, soon, later, kept or paused.
    """

    words: str
    tone: str
    moment: str


def span(length: timedelta) -> str:
    """Return "25 min", "2 h", "2 h 10 min" or "3 days"; nothing is below zero."""
    minutes = max(int(length.total_seconds() // 60), 0)
    if length >= DAYS_FROM:
        return ngettext("%d day", "%d days", length.days) % length.days
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%d min") % rest
    if not rest:
        return _("%d h") % hours
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def moment(at: datetime, *, seen_at: datetime) -> str:
    """Return "today 2:00 pm" or "Wed Nov 25 9:30 am", in the active time zone."""
    there, here = timezone.localtime(at), timezone.localtime(seen_at)
    near = NEAR.get((there.date() - here.date()).days)
    day = _day(there, here) if near is None else near
    return f"{day} {clock(there)}"


def _day(there, here):
    # Translators: a short day as in PHP's date(), for example "Wed Nov 25".
    pattern = _("D M j") if there.year == here.year else _("M j, Y")
    return _date(there.date(), pattern, get_language())


@lru_cache(maxsize=1024)
def _date(day, pattern, language):
    """The rows of a list share a few days."""
    return formats.date_format(day, pattern)


def promise(
    respond_by: datetime,
    *,
    seen_at: datetime,
    kept_at: datetime | None = None,
    is_paused: bool = False,
    is_closed: bool = False,
) -> Promise:
    """Say how a promise stands at the moment `seen_at`."""
    if kept_at:
        return _kept(kept_at - respond_by, moment(kept_at, seen_at=seen_at))
    if is_closed:
        return Promise(_("no longer owed"), "paused", "")
    if is_paused:
        return Promise(_("clock paused"), "paused", "")
    said, left = moment(respond_by, seen_at=seen_at), respond_by - seen_at
    if left < timedelta(0):
        # Translators: %s is a moment: "was due yesterday 2:00 pm".
        was_due = pgettext("promise", "was due %s") % said
        return Promise(_("missed by %s") % span(-left), "missed", was_due)
    tone = "soon" if left <= SOON else "later"
    # Translators: %s is a moment: "by tomorrow 2:00 pm".
    by = pgettext("promise", "by %s") % said
    return Promise(_("due in %s") % span(left), tone, by)


def _kept(late: timedelta, said: str) -> Promise:
    if late <= timedelta(0):
        return Promise(_("answered in time"), "kept", said)
    return Promise(_("answered late by %s") % span(late), "later", said)
