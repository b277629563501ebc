"""The promise to a person, counted from the clinic's own record, and in words."""

from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import pgettext

from clinic_site import opening
from clinic_site import shell as shells
from clinic_site.hours import NeverOpen, OpeningWeek

from . import service_level
from .choices import SafeContact
from .models import EventKind, RequestState
from .service_level import Clock


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
    return service_level.promise(
        at,
        timedelta(hours=_allowance_hours(is_read_first)),
        shell.opening_week,
        safe_windows(answers),
    )


def safe_windows(answers):
    """Return the spans of the day in which the person is safe; None: at any time."""
    if answers.get("safe_contact") != SafeContact.ONLY_AT:
        return None
    return [service_level.PARTS_OF_DAY[part] for part in answers["safe_parts"]]


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


def after_pause(trail, answers, *, at):
    """Return the Promise once a pause ends at `at`, counted from what was recorded.

    `trail` is the request's events in order; without `answers` (they cannot be opened)
    any time counts as safe. The hours are those of the day on which it came in.
    """
    grounds = next(one.facts for one in trail if one.kind == EventKind.RECEIVED)
    week = OpeningWeek.from_words(
        grounds["time_zone"],
        week=grounds["opening_hours"],
        closures=grounds["closures"],
    )
    turns = [(kind, moment.astimezone(week.zone)) for kind, moment in _turns(trail)]
    if turns[-1][0] == Clock.PAUSED:
        turns.append((Clock.RESUMED, at.astimezone(week.zone)))
    return service_level.due_after_pauses(
        turns,
        allowance=timedelta(hours=grounds["allowance_hours"]),
        opening_week=week,
        safe_windows=safe_windows(answers or {}),
    )


def _turns(trail) -> list[tuple[Clock, datetime]]:
    """Return when the clock started, stopped and went on, by the request's events."""
    turns: list[tuple[Clock, datetime]] = []
    for event in trail:
        is_paused = bool(turns) and turns[-1][0] == Clock.PAUSED
        if event.kind == EventKind.RECEIVED:
            turns.append((Clock.RECEIVED, event.at))
        elif event.to_state == RequestState.AWAITING_PATIENT and not is_paused:
            turns.append((Clock.PAUSED, event.at))
        elif event.to_state == RequestState.IN_TRIAGE and is_paused:
            turns.append((Clock.RESUMED, event.at))
    return turns


def in_words(moment):
    """Return words like "Tuesday, November 24, 2:00 pm PST" in the active language.

    The time zone is the clinic's, wherever the reader is.
    """
    local = moment.astimezone(shells.current().zone)
    day = formats.date_format(local, pgettext("day of a promise", "l, F j"))
    return f"{day}, {opening.clock(local)} {local.tzname()}"
