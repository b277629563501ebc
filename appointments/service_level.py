"""The promise to a person: by when somebody contacts them, in clinic hours.

The same functions answer the patient's page and the desk. Only time spent waiting for
the patient pauses a promise, and nothing ever moves one to an earlier moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import chain, cycle, islice, zip_longest

from clinic_site.hours import (
    NeverOpen,
    OpeningWeek,
    Span,
    add_open_time,
    is_open,
    next_open_span,
    open_time_between,
)

NO_TIME = timedelta(0)

# Together they cover the day, so every opening hour lies in one of them.
PARTS_OF_DAY: dict[str, Span] = {
    "morning": (time(0), time(11)),
    "midday": (time(11), time(14)),
    "afternoon": (time(14), time.max),
}


class Clock(StrEnum):
    """What starts, stops and restarts the clock of a promise."""

    RECEIVED = "received"
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True)
class Promise:
    """Contact `by` this moment, and whether it is later only to be in safe hours."""

    by: datetime
    waits_for_safe_hours: bool = False


def parts_offered(opening_week: OpeningWeek) -> tuple[str, ...]:
    """Return the parts of the day in which the clinic ever opens: the safe choices."""
    return tuple(
        part
        for part, span in PARTS_OF_DAY.items()
        if any(opening_week.narrowed_to([span]).week)
    )


def promise(
    received_at: datetime,
    allowance: timedelta,
    opening_week: OpeningWeek,
    safe_windows: Sequence[Span] | None = None,
) -> Promise:
    """Return by when staff contact a person whose request came at `received_at`.

    The allowance counts clinic hours. Where it ends outside the person's safe windows,
    the promise is the end of the first safe window in clinic hours that follows; a
    window's last moment lies inside it, its first does not, and windows that touch are
    one. None means any time.

    Raises:
        ValueError: received_at is naive, or allowance is not above zero.
        NeverOpen: the clinic, or a safe window in its hours, never comes.
    """
    due = add_open_time(received_at, allowance, opening_week)
    safe_week = _safe_week(opening_week, safe_windows)
    # A moment earlier, because a window's closing edge is still inside it.
    if safe_windows is None or is_open(due - timedelta.resolution, safe_week):
        return Promise(due)
    window = next_open_span(due, safe_week)
    if window is None:
        raise NeverOpen("no safe window lies within clinic hours")
    return Promise(window.closes, waits_for_safe_hours=True)


def due_after_pauses(
    events: Iterable[tuple[str, datetime]],
    *,
    allowance: timedelta,
    opening_week: OpeningWeek,
    safe_windows: Sequence[Span] | None = None,
) -> Promise | None:
    """Return the promise as it stands after `events`; None while the clock is paused.

    A promise whose moment has passed stands, whatever pauses follow. When the clock
    starts again, what was left of the allowance counts from there, and the promise
    never comes before the one that stood; a promise that was only waiting for safe
    hours keeps what was left of those.

    Args:
        events: (Clock value, aware moment) in the order they happened: one "received",
            then "paused" and "resumed" by turns.
        allowance, opening_week, safe_windows: as they were when it was received.

    Raises:
        ValueError: the events do not come by turns, or as for `promise`.
        NeverOpen: as for `promise`.
    """
    since, pauses = _by_turns(list(events))
    standing, left = promise(since, allowance, opening_week, safe_windows), allowance
    for paused_at, resumed_at in pauses:
        if _instant(paused_at) >= _instant(standing.by):
            break
        if resumed_at is None:
            return None
        left = max(left - open_time_between(since, paused_at, opening_week), NO_TIME)
        if left:
            moved = promise(resumed_at, left, opening_week, safe_windows)
        else:
            safe_week = _safe_week(opening_week, safe_windows)
            moved = _still_waiting(standing, paused_at, resumed_at, safe_week)
        standing = max(standing, moved, key=lambda each: _instant(each.by))
        since = resumed_at
    return standing


def _still_waiting(
    standing: Promise, paused_at: datetime, resumed_at: datetime, safe_week: OpeningWeek
) -> Promise:
    """Return a promise that only waited for safe hours, moved on by its pause."""
    left = open_time_between(paused_at, standing.by, safe_week)
    by = add_open_time(resumed_at, left, safe_week)
    return Promise(by, waits_for_safe_hours=True)


def _by_turns(
    events: Sequence[tuple[str, datetime]],
) -> tuple[datetime, list[tuple[datetime, datetime | None]]]:
    """Return when it was received and each pause, the last one perhaps open."""
    turns = chain([Clock.RECEIVED], cycle([Clock.PAUSED, Clock.RESUMED]))
    kinds = [kind for kind, _ in events]
    if not kinds or kinds != list(islice(turns, len(kinds))):
        raise ValueError("received must come first, then paused and resumed by turns")
    received_at, *moments = [at for _, at in events]
    return received_at, list(zip_longest(moments[::2], moments[1::2]))


def _safe_week(
    opening_week: OpeningWeek, safe_windows: Sequence[Span] | None
) -> OpeningWeek:
    if safe_windows is None:
        return opening_week
    return opening_week.narrowed_to(safe_windows)


def _instant(moment: datetime) -> datetime:
    # Within one zone Python compares wall clocks, which is wrong when they go back.
    return moment.astimezone(UTC)
