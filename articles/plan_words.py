"""A plan in the words of its page: headings, days, hours and notes."""

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clinic_site.opening import clock

from .timelines import Day, Line, Part, Plan, Visit


def page(plan: Plan, *, names: dict[str, str]) -> dict:
    """Return what the page shows; `names` are the treatments' by their short name."""
    first = _there(plan, plan.visits[0].starts)
    return {
        "title": _("Your plan for %(day)s") % {"day": day_in_words(first)},
        "visits": [_visit(plan, visit, names) for visit in plan.visits],
        "zone_words": _("All times are by the clinic’s clock (%(zone)s).")
        % {"zone": first.tzname()},
        "parts": [_part(plan, part, names) for part in plan.parts if _says(part)],
        "always": [_plain(line) for line in plan.always],
        "help": [_plain(line) for line in plan.help],
        "plan": plan,
    }


def day_in_words(moment) -> str:
    return formats.date_format(moment, pgettext("day of a promise", "l, F j"))


def _there(plan, moment):
    return moment.astimezone(plan.now.tzinfo)


def _visit(plan, visit, names):
    starts = _there(plan, visit.starts)
    facts = {
        "treatment": names[visit.treatment],
        "day": day_in_words(starts),
        "time": clock(starts),
    }
    return _("%(treatment)s: %(day)s, %(time)s") % facts


def _says(part: Part) -> bool:
    return bool(part.untimed or part.days or part.stage == "clinic")


def _part(plan, part, names):
    return {
        "heading": _heading(plan, part, names),
        "untimed": [_plain(line) for line in part.untimed],
        "days": _marks(plan, part) or [_day(plan, day) for day in part.days],
    }


def _heading(plan, part, names):
    is_one, is_last = len(plan.visits) == 1, part.visit == plan.visits[-1]
    if part.stage == "before":
        return _("Before your visit") if is_one else _("Before your visits")
    if part.stage == "clinic":
        facts = {"treatment": names[part.visit.treatment]}
        return (
            _("At the clinic") if is_one else _("At the clinic: %(treatment)s") % facts
        )
    if not is_last:
        return _("Between your visits")
    return _("After your visit") if is_one else _("After your visits")


def _marks(plan, part):
    """When the visit starts, and when somebody has to be there to take them home."""
    if part.stage != "clinic":
        return []
    visit: Visit = part.visit
    ends = _("You leave when staff say so.")
    if part.needs_ride:
        ends = _("Your ride home is here. You leave when staff say so.")
    marks = [(visit.starts, _("Your visit starts.")), (visit.ends, ends)]
    lines = [
        {
            "when": clock(_there(plan, moment)),
            "sentence": words,
            "is_past": moment < plan.now,
        }
        for moment, words in marks
    ]
    return [
        {"words": capfirst(day_in_words(_there(plan, visit.starts))), "lines": lines}
    ]


def _day(plan, day: Day):
    lines = [_line(line, plan) for line in day.lines]
    following = [at for at, line in enumerate(day.lines) if line.at > plan.now]
    if following and day.on == plan.now.date():
        lines.insert(following[0], {"when": clock(plan.now), "is_now": True})
    return {"words": capfirst(day_in_words(day.on)), "lines": lines}


def _line(line: Line, plan: Plan):
    return _plain(line) | {
        "when": clock(line.at),
        "note": _note(line, plan),
        "is_past": line.is_past,
    }


def _plain(line: Line):
    return {
        "code": line.code,
        "severity": line.severity,
        "kind": line.kind,
        "sentence": line.sentence,
    }


def _note(line: Line, plan: Plan) -> str:
    if line.after_sleep:
        return _sleep_note(line)
    if not line.until:
        return ""
    if any(line.until == visit.starts for visit in plan.visits):
        return _("Until your visit.")
    facts = {"day": day_in_words(line.until), "time": clock(line.until)}
    if line.ends_by_day:
        return _("Until %(day)s.") % facts
    if line.until.date() == line.at.date():
        return _("Until %(time)s.") % facts
    return _("Until %(day)s, %(time)s.") % facts


def _sleep_note(line):
    """A night of sleep stays words: no clock can say when it was."""
    said = _("Only after a full night of sleep.")
    if line.until:
        facts = {"day": day_in_words(line.until), "time": clock(line.until)}
        said = (
            _(
                "Not before %(day)s, %(time)s, and only after a full night of sleep. "
                "Both must be true."
            )
            % facts
        )
    if line.nights_after.date() == line.at.date():
        return said
    visit = _("Count from your visit on %(day)s.")
    return f"{said} {visit % {'day': day_in_words(line.nights_after)}}"
