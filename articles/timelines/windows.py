"""From when until when each instruction holds, over all visits together.

Elapsed time is counted in UTC, so 24 hours stay 24 hours on the night when the clocks
change. What a length of time cannot say, sleep and the staff's word, stays words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from articles.instructions import EndRule, Value

from .visits import Visit

SLEEP = {EndRule.LATER_OF_HOURS_AND_SLEEP, EndRule.NEXT_DAY_AFTER_SLEEP}
# Instructions of two treatments that forbid the same thing: the stricter words lead.
SAME_LIMIT = {
    "SPR_FOOD": "no food",
    "KET_SOLIDS": "no food",
    "SPR_DRINK": "no drinks",
    "KET_LIQUIDS": "no drinks",
    "SPR_DRIVE": "no driving",
    "KET_DRIVE": "no driving",
}
# What invites to eat or drink gives way where another visit forbids it.
GIVES_WAY = {
    "KET_HYDRATE": {"no drinks"},
    "EAT_LIGHT": {"no food", "no drinks"},
}


@dataclass(frozen=True)
class Window:
    """One instruction from `starts` to `ends` (UTC).

    `not_before` is the hour that a rule about sleep must wait for as well, if it names
    one; `nights_after` the end of the last visit that a night of sleep must follow.
    """

    value: Value
    visit: Visit
    starts: datetime
    ends: datetime
    not_before: datetime | None = None
    nights_after: datetime | None = None

    @property
    def limit(self) -> str:
        return SAME_LIMIT.get(self.value.code, self.value.code)

    def holds_at(self, moment: datetime) -> bool:
        return self.starts <= moment < self.ends


def of(
    visits: Sequence[Visit], values: Iterable[Value], zone: ZoneInfo
) -> list[Window]:
    """Return the windows of `values` over all `visits`, in order of the clock.

    Those of one limit that meet are joined, and nothing invites to what another
    instruction forbids at that moment.
    """
    found = [
        _window(value, visit, zone)
        for value in values
        for visit in visits
        if visit.treatment in value.treatments and value.starts is not None
    ]
    forbidden = _joined([one for one in found if one.value.kind == "avoid"])
    invited = [
        kept
        for one in found
        if one.value.kind != "avoid"
        for kept in _giving_way(one, forbidden, visits)
    ]
    order = (forbidden + _joined(invited)) if invited else forbidden
    return sorted(order, key=lambda one: (one.starts, one.value.position))


def _window(value: Value, visit: Visit, zone: ZoneInfo) -> Window:
    starts = _anchor(value, visit, value.starts) + timedelta(minutes=value.starts or 0)
    ends = _anchor(value, visit, value.ends) + timedelta(minutes=value.ends or 0)
    if value.end_rule not in SLEEP:
        return Window(value, visit, starts, max(starts, ends))
    hours_end = ends if value.after else None
    through = _end_of_the_day_after(visit.ends, zone)
    return Window(
        value, visit, starts, max(ends, through),
        not_before=hours_end, nights_after=visit.ends,
    )  # fmt: skip


def _anchor(value: Value, visit: Visit, offset: int | None) -> datetime:
    """Return what `offset` counts from; a two-sided one counts from its own side."""
    is_before = offset is not None and offset < 0
    if value.anchor == "treatment_end":
        return visit.ends
    if value.anchor == "visit_start / treatment_end":
        return visit.starts if is_before else visit.ends
    return visit.starts  # a visit, a dose and a course start with the visit


def _end_of_the_day_after(moment: datetime, zone: ZoneInfo) -> datetime:
    """By then a night has passed; earlier nobody can say when somebody slept."""
    day = moment.astimezone(zone).date() + timedelta(days=2)
    return datetime.combine(day, time(), tzinfo=zone).astimezone(moment.tzinfo)


def _joined(windows: list[Window]) -> list[Window]:
    """Join windows of one limit that meet: the strictest words, the whole time."""
    found: list[Window] = []
    for one in sorted(windows, key=lambda w: (w.limit, w.starts, -w.value.after)):
        last = found[-1] if found else None
        if last and last.limit == one.limit and one.starts <= last.ends:
            found[-1] = _both(last, one)
        else:
            found.append(one)
    return found


def _both(first: Window, then: Window) -> Window:
    return replace(
        first,
        value=_stricter(first.value, then.value),
        ends=max(first.ends, then.ends),
        not_before=_later(first.not_before, then.not_before),
        nights_after=_later(first.nights_after, then.nights_after),
    )


def _stricter(one: Value, other: Value) -> Value:
    """Hours and sleep are stricter than sleep alone; else whoever starts sooner."""
    both = EndRule.LATER_OF_HOURS_AND_SLEEP
    return other if other.end_rule == both and one.end_rule != both else one


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment), default=None)


def _giving_way(
    window: Window, forbidden: list[Window], visits: Sequence[Visit]
) -> list[Window]:
    """Return what is left of an invitation where something forbids it; at most one."""
    value = window.value
    if value.kind == "may":
        stopped = [w for w in forbidden if w.value.family == value.family]
        return [] if any(w.holds_at(window.starts) for w in stopped) else [window]
    if value.code not in GIVES_WAY:
        return [window]
    stops = [
        (w.starts, w.ends) for w in forbidden if w.limit in GIVES_WAY[value.code]
    ] + [(visit.starts, visit.ends) for visit in visits]
    starts = window.starts
    for begins, ends in sorted(stops):
        if begins <= starts < ends:
            starts = ends
    return [replace(window, starts=starts)] if starts < window.ends else []
