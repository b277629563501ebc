"""What a plan is made of: lines, in days, in the parts around each visit."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .visits import Visit

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One thing to do. Moments are aware, on the clinic's clock; None says no clock.

    `until` is only there where the sentence names its length. With a rule about sleep
    `after_sleep` is True and `until` the hour that must have passed as well. `visit` is
    the first one it is about.
    """

    code: str
    family: str
    kind: str
    severity: str
    sentence: str
    at: datetime | None = None
    until: datetime | None = None
    after_sleep: bool = False
    nights_after: datetime | None = None
    visit: Visit | None = None
    is_past: bool = False
    is_running: bool = False

    @property
    def ends_by_day(self) -> bool:
        """Whether its end is a day rather than an hour: a week of notes."""
        return bool(self.at and self.until and self.until - self.at >= WEEK)


@dataclass(frozen=True)
class Day:
    """The lines of one day at the clinic's place."""

    on: date
    lines: list[Line]


@dataclass(frozen=True)
class Part:
    """A stretch of the plan around one visit: "before", "clinic" or "after".

    `untimed` lines hold for all of it, `days` are in order of the clock.
    """

    stage: str
    visit: Visit
    untimed: list[Line] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    needs_ride: bool = False


@dataclass(frozen=True)
class Plan:
    """What to do around `visits`, seen at the moment `now`."""

    visits: list[Visit]
    parts: list[Part]
    help: list[Line]
    always: list[Line]
    now: datetime

    @property
    def lines(self) -> list[Line]:
        """Every line with a clock time, in order of the clock."""
        return [line for part in self.parts for day in part.days for line in day.lines]

    @property
    def is_over(self) -> bool:
        return all(line.is_past for line in self.lines)
