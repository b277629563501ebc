"""A visit as the patient typed it, and when it can end at the earliest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from articles.instructions import Value


class NoSuchTime(ValueError):
    """The clocks go forward over this time: no clock will ever show it."""


class TwiceThatNight(ValueError):
    """The clocks go back: this time comes twice, and nobody can tell which is meant."""


@dataclass(frozen=True)
class Visit:
    """One treatment at the clinic: `starts` and `ends` are aware moments in UTC."""

    treatment: str
    starts: datetime
    ends: datetime

    @classmethod
    def planned(
        cls, treatment: str, wall: datetime, *, minutes: int, zone: ZoneInfo, values
    ) -> "Visit":
        """Return the visit that starts when the clinic's clock shows `wall` (naive).

        It never ends before the signed instructions let anybody leave, whatever length
        was typed. Raises NoSuchTime or TwiceThatNight.
        """
        starts = moment(wall, zone)
        longest = max([minutes, *_stays(treatment, values)])
        return cls(treatment, starts, starts + timedelta(minutes=longest))


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the one moment at which a clock in `zone` shows `wall`, in UTC."""
    first, second = (
        wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    if first == second:
        return first
    shown = {
        one for one in (first, second)
        if one.astimezone(zone).replace(tzinfo=None, fold=0) == wall.replace(fold=0)
    }  # fmt: skip
    raise TwiceThatNight(wall) if shown else NoSuchTime(wall)


def _stays(treatment: str, values: Iterable[Value]) -> list[int]:
    """Return the least minutes of each stay that staff end by their word."""
    return [
        value.after
        for value in values
        if value.is_stay and treatment in value.treatments
    ]
