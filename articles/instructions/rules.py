"""What must be true of all instructions together: rules 1 to 3 of the data."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .durations import for_staff
from .value import Value, Values

LONGEST_FIRST = [("KET_FATTY", "KET_SOLIDS"), ("KET_SOLIDS", "KET_LIQUIDS")]


@dataclass(frozen=True)
class Problem:
    """Why a set cannot be signed: the instructions it names, and the fix."""

    codes: tuple[str, ...]
    said: str
    fix: str


def rule_problems(values: Values) -> list[Problem]:
    """Return every rule that `values` would break if they were in force."""
    return [
        *_drinking_ends_where_no_drinks_begins(values),
        *_heavier_food_stops_earlier(values),
        *_nobody_drives_home(values),
    ]


def _on(values: Values, code: str) -> Value | None:
    value = values.known.get(code)
    return value if value and not value.is_off else None


def _drinking_ends_where_no_drinks_begins(values):
    hydrate, liquids = _on(values, "KET_HYDRATE"), _on(values, "KET_LIQUIDS")
    if not (hydrate and liquids) or hydrate.gap == liquids.before:
        return []
    facts = {
        "drink": for_staff(hydrate.gap, hydrate.unit),
        "no_drinks": for_staff(liquids.before, liquids.unit),
    }
    said = _(
        "KET_HYDRATE says to drink until %(drink)s before the visit, but KET_LIQUIDS "
        "forbids drinks from %(no_drinks)s before it."
    )
    fix = _("Let KET_HYDRATE end %(no_drinks)s before the visit.")
    return [Problem(("KET_HYDRATE", "KET_LIQUIDS"), said % facts, fix % facts)]


def _heavier_food_stops_earlier(values):
    found = []
    for longer, shorter in LONGEST_FIRST:
        first, second = _on(values, longer), _on(values, shorter)
        if not (first and second) or first.before >= second.before:
            continue
        facts = {
            "longer": longer,
            "shorter": shorter,
            "first": for_staff(first.before, first.unit),
            "second": for_staff(second.before, second.unit),
        }
        said = _("%(longer)s (%(first)s) is shorter than %(shorter)s (%(second)s).")
        fix = _("Make %(longer)s at least %(second)s.")
        found.append(Problem((longer, shorter), said % facts, fix % facts))
    return found


def _nobody_drives_home(values):
    """A treatment after which nobody may drive needs a ride and a stay."""
    found = []
    on = [value for value in values if not value.is_off]
    for driving in on:
        if driving.family != "driving" or driving.kind != "avoid":
            continue
        for treatment in driving.treatments:
            found += _missing_companions(driving, treatment, on)
    return found


def _missing_companions(driving, treatment, on):
    given = [value for value in on if treatment in value.treatments]
    has_ride = any(value.code == "RIDE_HOME" for value in given)
    has_stay = any(value.is_stay for value in given)
    facts = {"driving": driving.code, "treatment": treatment}
    found = []
    if not has_ride:
        said = _(
            "%(driving)s forbids driving after %(treatment)s, but RIDE_HOME is off "
            "or missing."
        )
        fix = _("Keep RIDE_HOME on for %(treatment)s.")
        found.append(Problem((driving.code, "RIDE_HOME"), said % facts, fix % facts))
    if not has_stay:
        said = _(
            "%(driving)s forbids driving after %(treatment)s, but no instruction says "
            "how long to stay."
        )
        fix = _("Keep the instruction to stay on for %(treatment)s.")
        found.append(Problem((driving.code,), said % facts, fix % facts))
    return found
