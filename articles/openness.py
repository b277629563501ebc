"""Whether the clinic is open at a moment, in words. Pure."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site import hours
from clinic_site.opening import clock


def in_words(shell, *, at):
    """Return {is_open, words}: "Open now, until 5:00 pm" or "Opens Tuesday, 8:00 am".

    In the clinic's own zone. None where the clinic has no hours in the next year.
    """
    change = hours.next_change(at, shell.opening_week)
    if change is None:
        return None
    then = change.at.astimezone(shell.zone)
    facts = {"day": date_format(then, "l"), "time": clock(then)}
    if not change.opens:
        return {"is_open": True, "words": _("Open now, until %(time)s") % facts}
    if then.date() == shell.day_of(at):
        return {"is_open": False, "words": _("Opens today, %(time)s") % facts}
    return {"is_open": False, "words": _("Opens %(day)s, %(time)s") % facts}


def closed_from(shell, today):
    """Return the days from `today` on, in words, on which the clinic is shut."""
    days = sorted(map(date.fromisoformat, shell.closures))
    return [date_format(day, _("l, F j, Y")) for day in days if day >= today]
