"""A value as staff speak of it: in brief, which sides it has, how far each may move."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .durations import Unit, for_staff
from .limits import AS_STRICT, LONGEST, allowed_rules, bounds
from .value import EndRule, Value

ANCHORS = {
    "booking": gettext_lazy("the day of booking"),
    "visit_start": gettext_lazy("the start of the visit"),
    "dose": gettext_lazy("the first spray"),
    "infusion_end": gettext_lazy("the end of the drip"),
    "treatment_end": gettext_lazy("the end of treatment"),
    "course_start": gettext_lazy("the start of the course"),
    "visit_start / treatment_end": gettext_lazy(
        "the start of the visit, and the end of treatment"
    ),
}
FAMILIES = {
    "medicines": gettext_lazy("Medicines"),
    "screening": gettext_lazy("What we must know before"),
    "crisis": gettext_lazy("When to get help"),
    "fasting": gettext_lazy("Food and drink"),
    "substances": gettext_lazy("Alcohol and drugs"),
    "driving": gettext_lazy("Driving and the way home"),
    "during": gettext_lazy("During the visit"),
    "rest": gettext_lazy("Rest and work"),
    "first_week": gettext_lazy("The first week"),
    "course": gettext_lazy("The whole course"),
}
# How long, where the end is a rule; %s is the length.
ENDS = {
    EndRule.HOURS: gettext_lazy("%s after"),
    EndRule.LATER_OF_HOURS_AND_SLEEP: gettext_lazy("%s after, and a night of sleep"),
    EndRule.NEXT_DAY_AFTER_SLEEP: gettext_lazy("until the next day, after sleep"),
    EndRule.REST_OF_DAY: gettext_lazy("the rest of the day"),
    EndRule.UNTIL_STAFF_SAY: gettext_lazy("at least %s, until staff say so"),
    EndRule.COURSE: gettext_lazy("the whole course"),
    EndRule.ALWAYS: gettext_lazy("always"),
}


def in_brief(value: Value) -> str:
    """Return "48 hours before, 48 hours after", "until the next day, after sleep"."""
    if value.is_off:
        return _("switched off")
    said = []
    if value.before:
        said.append(_("%s before") % for_staff(value.before, value.unit))
    if value.gap:
        said.append(_("until %s before") % for_staff(value.gap, value.unit))
    if not (value.before and value.ends is not None and value.ends <= 0):
        said.append(_ending(value))
    return ", ".join(said)


def _ending(value):
    if value.end_rule == EndRule.COURSE and value.ends == 0:
        return _("until the visit")
    if value.end_rule == EndRule.HOURS and not value.after:
        return _("no time to wait")
    if value.end_rule == EndRule.HOURS and value.starts and value.starts > 0:
        first, last = (for_staff(one, value.unit) for one in (value.starts, value.ends))
        return _("from %(first)s to %(last)s after") % {"first": first, "last": last}
    words = str(ENDS[value.end_rule])
    return words % for_staff(value.after, value.unit) if "%s" in words else words


def sides(value: Value) -> tuple[str, ...]:
    """Return which lengths somebody may change: of "before", "gap" and "after"."""
    shipped = value.shipped or value
    if value.lock == "fixed":
        return ()
    found = [side for side in ("before", "gap") if getattr(shipped, side)]
    if _has_an_after(shipped):
        found.append("after")
    return tuple(found)


def _has_an_after(shipped):
    if shipped.end_rule == EndRule.UNTIL_STAFF_SAY:
        return bool(shipped.after)
    return shipped.end_rule in AS_STRICT and (
        bool(shipped.after) or shipped.starts == 0
    )


def end_rules(value: Value) -> tuple[EndRule, ...]:
    """Return the rules by which somebody may let it end, in their usual order."""
    if "after" not in sides(value):
        return (value.end_rule,)
    allowed = allowed_rules(value)
    return tuple(rule for rule in EndRule if rule in allowed)


def range_in_words(value: Value, side: str) -> str:
    """Return how far one side may be moved: "at least 24 hours"."""
    least, most = bounds(value, side)
    facts = {
        "least": for_staff(least, value.unit) if least else "",
        "most": for_staff(most, value.unit) if most else for_staff(LONGEST, Unit.DAYS),
        "other": value.limits.get("not_shorter_than", ""),
    }
    if facts["other"]:
        return _("at least as long as %(other)s, at most %(most)s") % facts
    if least:
        return _("%(least)s to %(most)s") % facts
    return _("at most %(most)s") % facts
