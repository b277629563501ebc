"""A booked time as a calendar file: a neutral title, and news when it changes.

Family and work calendars show titles, so this one names no clinic and no treatment.
"""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .models import BookedTime


def of(booked: BookedTime, *, zone: ZoneInfo) -> bytes:
    """Return the file for `booked` on the clinic's clock.

    The same event under the same UID each time; a greater SEQUENCE is the newer one,
    and a cancelled time asks calendars to take it away.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Appointment//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if booked.is_cancelled else "PUBLISH")
    event = _event(booked, starts=booked.starts_at.astimezone(zone))
    calendar.add_component(event)
    year = booked.starts_at.astimezone(zone).year
    calendar.add_missing_timezones(date(year, 1, 1), date(year, 12, 31))
    return calendar.to_ical()


def _event(booked, *, starts):
    event = Event()
    event.add("uid", f"{booked.request_id.hex}@appointment")
    event.add("sequence", booked.sequence)
    event.add("dtstamp", booked.changed_at.astimezone(UTC))
    event.add("summary", _("Appointment"))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=booked.minutes))
    event.add("status", "CANCELLED" if booked.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
