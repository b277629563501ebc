"""The plan itself: lines in order of the clock, before, at the clinic and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from articles.instructions import EndRule, Value, Values

from . import windows
from .lines import Day, Line, Part, Plan
from .visits import Visit
from .windows import Window

RIDE = "RIDE_HOME"
WHOLE_COURSE = {EndRule.COURSE, EndRule.ALWAYS}


class Unsigned(Exception):
    """Something that must be done is not signed yet: no list is better than a gap.

    The argument is the instruction's code.
    """


def make(
    visits: Sequence[Visit],
    values: Values,
    *,
    zone: ZoneInfo,
    now: datetime,
    language: str,
    form: str = "short",
) -> Plan:
    """Return the Plan for `visits`, of which there is at least one.

    `form` is "short" or "companion". Raises Unsigned while a `must` instruction of one
    of the treatments has no signature.
    """
    given = sorted(visits, key=lambda visit: visit.starts)
    treatments = {visit.treatment for visit in given}
    active = _active(values, treatments)
    maker = _Maker(zone, now, language, form)
    timed = [value for value in active if _has_a_clock(value)]
    lines = [maker.line(one) for one in windows.of(given, timed, zone)]
    return Plan(
        visits=list(given),
        parts=list(_parts(given, lines, active, maker)),
        help=[maker.plain(value) for value in active if value.kind == "seek_help"],
        always=[maker.plain(value) for value in active if _is_of_the_course(value)],
        now=now.astimezone(zone),
    )


def _active(values: Values, treatments: set[str]) -> list[Value]:
    """Return what is signed and on for `treatments`; raises Unsigned."""
    if missing := values.unsigned_musts(treatments):
        raise Unsigned(missing[0])
    return [
        value
        for value in values
        if value.signed_id is not None
        and not value.is_off
        and treatments & set(value.treatments)
    ]


def _has_a_clock(value: Value) -> bool:
    """During a visit, in a course and in an emergency nobody looks at the clock."""
    return (
        value.starts is not None
        and "during" not in value.stages
        and value.kind != "seek_help"
        and value.end_rule not in WHOLE_COURSE
    )


def _is_of_the_course(value: Value) -> bool:
    is_whole = value.end_rule in WHOLE_COURSE and value.kind != "seek_help"
    return is_whole and "before" not in value.stages


def _parts(visits, lines, active, maker):
    """Yield before, clinic, after for each visit; a line stands where its time is."""
    first = visits[0]
    untimed = [value for value in active if _is_before_any_clock(value)]
    before = [line for line in lines if line.at < first.starts]
    yield Part("before", first, [maker.plain(one) for one in untimed], _days(before))
    for visit, following in zip(visits, [*visits[1:], None], strict=True):
        during = [
            maker.plain(value)
            for value in active
            if "during" in value.stages and visit.treatment in value.treatments
        ]
        needs_ride = any(
            value.code == RIDE and visit.treatment in value.treatments
            for value in active
        )
        yield Part("clinic", visit, during, needs_ride=needs_ride)
        after = [
            line
            for line in lines
            if line.at >= visit.starts
            and (following is None or line.at < following.starts)
        ]
        yield Part("after", visit, [], _days(after))


def _is_before_any_clock(value: Value) -> bool:
    return (
        "before" in value.stages and value.starts is None and value.kind != "seek_help"
    )


def _days(lines):
    by_day = groupby(lines, key=lambda line: line.at.date())
    return [Day(on, list(group)) for on, group in by_day]


@dataclass(frozen=True)
class _Maker:
    """Turns windows into lines for one reader."""

    zone: ZoneInfo
    now: datetime
    language: str
    form: str

    def line(self, window: Window) -> Line:
        value = window.value
        return Line(
            **self._words(value),
            at=window.starts.astimezone(self.zone),
            until=self._until(window),
            after_sleep=value.end_rule in windows.SLEEP,
            nights_after=self._there(window.nights_after),
            visit=window.visit,
            is_past=window.ends <= self.now or self._is_only_a_start(window),
            is_running=window.holds_at(self.now),
        )

    def plain(self, value: Value) -> Line:
        return Line(**self._words(value))

    def _words(self, value: Value) -> dict[str, Any]:
        return {
            "code": value.code,
            "family": value.family,
            "kind": value.kind,
            "severity": value.severity,
            "sentence": value.sentence(self.language, self.form),
        }

    def _until(self, window: Window) -> datetime | None:
        """Only where the sentence names the length: its own words lead elsewhere."""
        if window.value.end_rule in windows.SLEEP:
            return self._there(window.not_before)
        frame = window.value.frame(self.language, self.form)
        return self._there(window.ends) if "{" in frame else None

    def _there(self, moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(self.zone)

    def _is_only_a_start(self, window: Window) -> bool:
        return window.starts == window.ends and window.starts < self.now
