"""The promise to a person, counted from the clinic's own record, and in words."""

from datetime import timedelta

from django.utils import formats
from django.utils.translation import pgettext

from clinic_site import opening
from clinic_site import shell as shells
from clinic_site.hours import NeverOpen

from . import service_level
from .choices import SafeContact


def safe_parts():
    """Return the parts of the day in which the clinic opens.

    Raises hours.NeverOpen when there is none.
    """
    parts = service_level.parts_offered(shells.current().opening_week)
    if not parts:
        raise NeverOpen("the clinic has no opening hours")
    return parts


def for_answers(answers, *, at, is_read_first=False):
    """Return the service_level.Promise for `answers` that come in at `at`.

    Raises hours.NeverOpen when the clinic's hours allow none.
    """
    shell = shells.current()
    is_limited = answers["safe_contact"] == SafeContact.ONLY_AT
    windows = [service_level.PARTS_OF_DAY[part] for part in answers["safe_parts"]]
    return service_level.promise(
        at,
        timedelta(hours=_allowance_hours(is_read_first)),
        shell.opening_week,
        windows if is_limited else None,
    )


def _allowance_hours(is_read_first):
    """Return the clinic's hours to answer; to be read first never means later."""
    shell = shells.current()
    if not is_read_first:
        return shell.answer_within_hours
    return min(shell.read_first_within_hours, shell.answer_within_hours)


def grounds(promise, *, at, is_read_first=False):
    """Return what `promise` was counted from, so that anybody can count it again."""
    shell = shells.current()
    today = shell.day_of(at).isoformat()
    return {
        "respond_by": promise.by.isoformat(),
        "waits_for_safe_hours": promise.waits_for_safe_hours,
        "allowance_hours": _allowance_hours(is_read_first),
        "time_zone": shell.time_zone,
        "opening_hours": shell.week,
        "closures": [day for day in shell.closures if day >= today],
    }


def in_words(moment):
    """Return words like "Tuesday, November 24, 2:00 pm PST" in the active language.

    The time zone is the clinic's, wherever the reader is.
    """
    local = moment.astimezone(shells.current().zone)
    day = formats.date_format(local, pgettext("day of a promise", "l, F j"))
    return f"{day}, {opening.clock(local)} {local.tzname()}"
