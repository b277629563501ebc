"""Counting time while the clinic is open: for promises, "open now" and reminders.

The clock on the clinic's wall rules. On the nights when it is put forward or back,
eight hours still end at the hour that staff expect: an hour the clock skips counts
like any other, and an hour it shows twice counts once.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

Span = tuple[time, time]

# A clinic that does not open within this many days is taken never to open.
SEARCH_DAYS = 400
MINUTE = timedelta(minutes=1)


class NeverOpen(ValueError):
    """The clinic does not open, or not for long enough, within SEARCH_DAYS."""


class Change(NamedTuple):
    """A moment at which the clinic opens, or closes if it does not open."""

    at: datetime
    opens: bool


class OpenSpan(NamedTuple):
    """One stretch of open time, both ends aware, in the clinic's time zone."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class OpeningWeek:
    """When the clinic is open, on its own wall clock.

    Args:
        time_zone: name of the clinic's zone, for example "America/Los_Angeles".
        week: seven days from Monday; each day's spans as (opens, closes), naive
            times, in any order. Spans that touch or overlap count as one. The
            opening minute is open, the closing minute is not.
        closures: dates on which the clinic is shut all day (a mapping's keys do).

    Raises:
        ValueError: not seven days, an unknown zone, or closing before opening.
    """

    time_zone: str
    week: tuple[tuple[Span, ...], ...]
    closures: Collection[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("week must have seven days")
        if any(opens >= closes for day in self.week for opens, closes in day):
            raise ValueError("a span must open before it closes")
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, OSError):
            raise ValueError(f"unknown time zone {self.time_zone!r}") from None

    @classmethod
    def from_words(
        cls,
        time_zone: str,
        *,
        week: Iterable[Iterable[Iterable[str]]],
        closures: Iterable[str] = (),
    ) -> "OpeningWeek":
        """Read a week of ("08:00", "17:00") pairs and ISO dates, as JSON keeps them.

        Raises ValueError as the class does, and for what is no time or date.
        """
        days = [[tuple(map(time.fromisoformat, span)) for span in day] for day in week]
        return cls(
            time_zone,
            tuple(tuple((opens, closes) for opens, closes in day) for day in days),
            frozenset(map(date.fromisoformat, closures)),
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def narrowed_to(self, windows: Iterable[Span]) -> "OpeningWeek":
        """Return the same week with only the open time that lies in `windows`."""
        windows = tuple(windows)
        week = tuple(
            tuple(
                (max(opens, begins), min(closes, ends))
                for opens, closes in day
                for begins, ends in windows
                if max(opens, begins) < min(closes, ends)
            )
            for day in self.week
        )
        return replace(self, week=week)


def add_open_time(start: datetime, allowance: timedelta, week: OpeningWeek) -> datetime:
    """Return the moment at which `allowance` of open time since `start` is used up.

    The result is in the clinic's zone, never before `start`, always after an opening
    and at the latest on the closing minute: time that runs out as the clinic closes
    ends there, not at the next opening.

    Raises:
        ValueError: start is naive, or allowance is not above zero.
        NeverOpen: the clinic does not open for that long within SEARCH_DAYS.
    """
    if allowance <= timedelta(0):
        raise ValueError("allowance must be above zero")
    wall, left = _wall_clock(start, week), allowance
    for opens, closes in _spans_from(wall.date(), week):
        begins = max(opens, wall)
        if begins + left <= closes:
            return _moment(begins + left, week, not_before=start)
        left -= max(closes - begins, timedelta(0))
    raise NeverOpen(f"not {allowance} of open time within {SEARCH_DAYS} days")


def open_time_between(start: datetime, end: datetime, week: OpeningWeek) -> timedelta:
    """Return how long the clinic is open from `start` to `end`; never negative.

    Raises ValueError when either moment is naive.
    """
    begins, ends = _wall_clock(start, week), _wall_clock(end, week)
    total = timedelta(0)
    for offset in range((ends.date() - begins.date()).days + 1):
        for opens, closes in _spans_on(begins.date() + timedelta(offset), week):
            total += max(min(closes, ends) - max(opens, begins), timedelta(0))
    return total


def is_open(at: datetime, week: OpeningWeek) -> bool:
    """Say whether the clinic is open at `at`. Raises ValueError when it is naive."""
    wall = _wall_clock(at, week)
    return any(opens <= wall < closes for opens, closes in _spans_on(wall.date(), week))


def next_change(at: datetime, week: OpeningWeek) -> Change | None:
    """Return when the clinic next opens or closes after `at`; None if it never does.

    Raises ValueError when `at` is naive.
    """
    span = next_open_span(at, week)
    if span is None:
        return None
    if is_open(at, week):
        return Change(span.closes, opens=False)
    return Change(span.opens, opens=True)


def next_open_span(at: datetime, week: OpeningWeek) -> OpenSpan | None:
    """Return the span the clinic is in at `at`, else the next one, else None.

    Raises ValueError when `at` is naive.
    """
    wall = _wall_clock(at, week)
    for opens, closes in _spans_from(wall.date(), week):
        if wall < closes:
            return OpenSpan(_moment(opens, week), _moment(closes, week, not_before=at))
    return None


def _wall_clock(at: datetime, week: OpeningWeek) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("the moment must be aware of its time zone")
    return at.astimezone(week.zone).replace(tzinfo=None)


def _spans_from(first: date, week: OpeningWeek) -> Iterator[tuple[datetime, datetime]]:
    for offset in range(SEARCH_DAYS):
        yield from _spans_on(first + timedelta(offset), week)


def _spans_on(day: date, week: OpeningWeek) -> list[tuple[datetime, datetime]]:
    """Return one day's spans on the wall clock, in order, touching ones joined."""
    if day in week.closures:
        return []
    joined: list[Span] = []
    for opens, closes in sorted(week.week[day.weekday()]):
        if joined and opens <= joined[-1][1]:
            opens, closes = joined[-1][0], max(closes, joined.pop()[1])
        joined.append((opens, closes))
    return [
        (datetime.combine(day, opens), datetime.combine(day, closes))
        for opens, closes in joined
    ]


def _moment(
    wall: datetime, week: OpeningWeek, *, not_before: datetime | None = None
) -> datetime:
    """Return the moment at which the clinic's clock shows `wall`.

    A time that the clock skips is the moment it jumps. A time that it shows twice is
    the first showing, unless that lies before `not_before`.
    """
    while not _is_shown(wall, week):
        wall = wall.replace(second=0, microsecond=0) + MINUTE
    moment = wall.replace(tzinfo=week.zone, fold=0)
    # Moments of one zone compare by their wall clock, which is what we must not do.
    if not_before and moment.astimezone(UTC) < not_before.astimezone(UTC):
        return moment.replace(fold=1)
    return moment


def _is_shown(wall: datetime, week: OpeningWeek) -> bool:
    there = wall.replace(tzinfo=week.zone, fold=0).astimezone(UTC)
    return there.astimezone(week.zone).replace(tzinfo=None) == wall
