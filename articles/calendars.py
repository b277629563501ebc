"""A plan as a calendar file: neutral titles, alarms, and an update when asked again.

Nothing ends at an hour after which driving would look allowed.
"""

import hashlib
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Alarm, Event

from clinic_site import calendar_files
from clinic_site.shell import Shell

from .timelines import Line, Plan, Visit

TITLES = {
    "driving": gettext_lazy("No driving"),
    "rest": gettext_lazy("Take it easy"),
    "first_week": gettext_lazy("Daily note"),
}
PREPARE = gettext_lazy("Appointment prep")
RIDE = "RIDE_HOME"
# What is easily forgotten rings; a long window rings when it begins.
RINGS = {
    "KET_FATTY", "KET_SOLIDS", "KET_LIQUIDS", "ALCOHOL", "SPR_FOOD", "SPR_DRINK",
    "SPR_NASAL", RIDE,
}  # fmt: skip
A_MOMENT = timedelta(minutes=15)
# Nobody is woken: what begins at night rings the evening before.
MORNING, EVENING = time(7), time(20)


def of(plan: Plan, *, shell: Shell, signed_set: int, with_sentences: bool) -> bytes:
    """Return the file for `plan`.

    `signed_set` is the number of the newest signed set: a file made after it updates
    the events of one made before. With `with_sentences` the plan's sentences stand in
    the descriptions.
    """
    maker = _Maker(plan, shell, signed_set, with_sentences)
    rides = [part.visit for part in plan.parts if part.needs_ride]
    events = [
        *map(maker.visit, plan.visits),
        *map(maker.ride, rides),
        *map(maker.line, plan.lines),
    ]
    days = [line.at.date() for line in plan.lines if line.at]
    return calendar_files.file(events, product="Plan", days=days, method="PUBLISH")


class _Maker:
    """Turns visits and lines into events of one file."""

    def __init__(self, plan, shell, signed_set, with_sentences):
        self.plan, self.shell = plan, shell
        self.signed_set, self.with_sentences = signed_set, with_sentences

    def visit(self, visit: Visit) -> Event:
        starts, ends = self._there(visit.starts), self._there(visit.ends)
        return self._event("VISIT", visit, _("Appointment"), starts, ends)

    def ride(self, visit: Visit) -> Event:
        ends = self._there(visit.ends)
        words = _("You leave when staff say so. If you leave later, count from then.")
        return self._event(
            "RIDE", visit, _("Ride home needed"), ends, ends + A_MOMENT, words
        )

    def line(self, line: Line) -> Event:
        starts, ends = self._span(line)
        event = self._event(
            line.code, line.visit, self._title(line), starts, ends, *self._said(line)
        )
        if line.code in RINGS:
            event.add_component(_alarm(line.at, event["summary"]))
        return event

    def _span(self, line):
        """Return when the event starts and ends; with a rule about sleep whole days."""
        if not line.after_sleep:
            return line.at, line.until or line.at + A_MOMENT
        slept = (line.nights_after or line.at).date() + timedelta(days=1)
        last = max(slept, (line.until or line.at).date())
        return line.at.date(), last + timedelta(days=1)

    def _title(self, line):
        if line.code == RIDE:
            return _("Arrange a ride home")
        if line.family == "driving" and line.kind != "avoid":
            return _("Appointment note")
        return str(TITLES.get(line.family, PREPARE))

    def _said(self, line):
        if line.after_sleep:
            yield _("Not before a full night of sleep, even when this entry ends.")
        if self.with_sentences:
            yield line.sentence

    def _event(self, code, visit, title, starts, ends, *said):
        event = calendar_files.event(
            uid=_uid(code, visit),
            sequence=self.signed_set,
            changed_at=self.plan.now,
            title=title,
            starts=starts,
            ends=ends,
        )
        event.add("transp", "OPAQUE" if code == "VISIT" else "TRANSPARENT")
        event.add("description", "\n".join([*said, *self._always()]))
        return event

    def _always(self):
        if self.shell.is_demo:
            yield _("Sample content. Not reviewed by a clinician.")
        yield self._help()

    def _help(self):
        numbers = f"{self.shell.crisis_number}, {self.shell.emergency_number}"
        return _("Help any time: %(numbers)s") % {"numbers": numbers}

    def _there(self, moment: datetime) -> datetime:
        return moment.astimezone(self.plan.now.tzinfo)


def _uid(code, visit):
    """The same visit gives the same event again, and tells nobody what it is."""
    told = f"{visit.treatment}|{visit.starts.isoformat()}|{code}"
    return hashlib.sha256(told.encode()).hexdigest()[:32] + "@plan"


def _alarm(at, summary):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    when = _rings_at(at).astimezone(UTC)
    alarm.add("trigger", when, parameters={"VALUE": "DATE-TIME"})
    return alarm


def _rings_at(at):
    if at.time() >= MORNING:
        return min(at, at.replace(hour=EVENING.hour, minute=0))
    evening = datetime.combine(at.date() - timedelta(days=1), EVENING)
    return evening.replace(tzinfo=at.tzinfo)
