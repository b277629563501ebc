"""How far a clinic may change one instruction: the lock that it came with."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .durations import for_staff
from .rules import Problem
from .value import EndRule, Value

DAY = 1440
LONGEST = 14 * DAY

TOO_SHORT = {
    "before": gettext_lazy("is too short before the visit"),
    "after": gettext_lazy("is too short after the visit"),
}
TOO_LONG = {
    "before": gettext_lazy("is too long before the visit"),
    "after": gettext_lazy("is too long after the visit"),
}

# The rules that never let a person act sooner than the one they stand behind: a night
# of sleep may be over before 24 hours are, so neither replaces the other.
AS_STRICT = {
    EndRule.HOURS: {EndRule.HOURS, EndRule.LATER_OF_HOURS_AND_SLEEP},
    EndRule.REST_OF_DAY: {
        EndRule.REST_OF_DAY,
        EndRule.NEXT_DAY_AFTER_SLEEP,
        EndRule.LATER_OF_HOURS_AND_SLEEP,
    },
    EndRule.NEXT_DAY_AFTER_SLEEP: {
        EndRule.NEXT_DAY_AFTER_SLEEP,
        EndRule.LATER_OF_HOURS_AND_SLEEP,
    },
    EndRule.LATER_OF_HOURS_AND_SLEEP: {EndRule.LATER_OF_HOURS_AND_SLEEP},
}


def limit_problems(value: Value) -> list[Problem]:
    """Return what forbids signing `value` by itself, each with its fix.

    Compared with the value that was shipped: `label` only becomes stricter;
    `clinic_set` stays in its range and, where the data give no bound, is never looser
    than shipped; `fixed` and `must` cannot be switched off.
    """
    shipped = value.shipped
    if shipped is None:
        return []
    if value.is_off:
        return [] if value.may_be_switched_off else [_cannot_be_off(value)]
    found = _impossible(value, shipped)
    if not found and value.lock == "fixed":
        found = _moved(value, shipped)
    if not found and value.lock in ("label", "clinic_set"):
        found = [
            *_side(value, "before", value.before, shipped.before),
            *_side(value, "after", value.after, shipped.after),
            *_rule(value, shipped),
        ]
    return found


def range_words(value: Value) -> tuple[int | None, int | None]:
    """Return the least and the most minutes allowed on the side that counts."""
    shipped = value.shipped or value
    return bounds(value, "before" if shipped.before else "after")


def bounds(value: Value, side: str) -> tuple[int | None, int | None]:
    """Return the least and the most minutes of one side; None where none is set."""
    if value.lock not in ("label", "clinic_set"):
        return None, None
    return _bounds(value, side, getattr(value.shipped or value, side))


def _impossible(value, shipped):
    """A window that no clinic can mean: turned round, emptied or endless."""
    if value.starts is not None and value.ends is not None:
        if value.starts > value.ends:
            return [_problem(value, _("ends before it starts"), _("Let it end later."))]
        if value.starts == value.ends and shipped.starts != shipped.ends:
            fix = _("Give it a length above zero.")
            return [_problem(value, _("has no length"), fix)]
    longest = max(LONGEST, abs(shipped.starts or 0), abs(shipped.ends or 0))
    if max(abs(value.starts or 0), abs(value.ends or 0)) > longest:
        words = _("is longer than %(days)d days") % {"days": longest // DAY}
        return [_problem(value, words, _("Use a shorter time."))]
    if (value.starts is None) != (shipped.starts is None):
        fix = _("Keep the kind of start it came with.")
        return [_problem(value, _("has another kind of start"), fix)]
    return []


def _moved(value, shipped):
    same = (value.starts, value.ends, value.end_rule) == (
        shipped.starts,
        shipped.ends,
        shipped.end_rule,
    )
    if same:
        return []
    return [_problem(value, _("has a fixed time"), _("Only its words can change."))]


def _side(value, side, minutes, shipped):
    least, most = _bounds(value, side, shipped)
    if least is not None and minutes < least:
        fix = _("Use at least %(least)s.") % {"least": for_staff(least, value.unit)}
        return [_problem(value, TOO_SHORT[side], fix)]
    if most is not None and minutes > most:
        fix = _("Use at most %(most)s.") % {"most": for_staff(most, value.unit)}
        return [_problem(value, TOO_LONG[side], fix)]
    return []


def _bounds(value, side, shipped):
    """Return (least, most) minutes for one side; None where there is no bound."""
    if value.lock == "label":
        return shipped, None
    limits = value.limits
    least = most = None
    for unit, factor in (("minutes", 1), ("hours", 60)):
        for name in (f"min_{unit}", f"min_{side}_{unit}"):
            if name in limits and shipped:
                least = limits[name] * factor
        for name in (f"max_{unit}", f"max_{side}_{unit}"):
            if name in limits and shipped:
                most = limits[name] * factor
    if least is None and "not_shorter_than" not in limits:
        least = shipped  # the data give no bound: never looser than shipped
    return least, most


def allowed_rules(value: Value) -> set[EndRule]:
    """Return the rules by which it may end: the one it came with, or as strict ones."""
    shipped = value.shipped or value
    if shipped.end_rule not in AS_STRICT:
        return {shipped.end_rule}
    if value.lock == "open":
        return set(AS_STRICT)
    return AS_STRICT[EndRule(value.limits.get("min_rule", shipped.end_rule))]


def _rule(value, shipped):
    if value.end_rule in allowed_rules(value):
        return []
    fix = _("Keep the rule it came with, or a stricter one.")
    return [_problem(value, _("ends by a looser rule"), fix)]


def _cannot_be_off(value):
    fix = _("Leave it on; its words may change.")
    return _problem(value, _("cannot be switched off"), fix)


def _problem(value, words, fix):
    return Problem(codes=(value.code,), said=f"{value.code} {words}.", fix=fix)
