"""What all calendar files of ours share: events that say little, and their time zone.

Family and work calendars show titles, so a title names no clinic and no treatment.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from icalendar import Calendar, Event


def event(
    *,
    uid: str,
    sequence: int,
    changed_at: datetime,
    title: str,
    starts: date | datetime,
    ends: date | datetime,
) -> Event:
    """Return a private event; of two with one `uid` the greater `sequence` is newer."""
    made = Event()
    made.add("uid", uid)
    made.add("sequence", sequence)
    made.add("dtstamp", changed_at.astimezone(UTC))
    made.add("summary", title)
    made.add("dtstart", starts)
    made.add("dtend", ends)
    made.add("class", "PRIVATE")
    return made


def file(
    events: Iterable[Event], *, product: str, days: Iterable[date], method: str
) -> bytes:
    """Return the file, which knows when clocks change in the years around `days`."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for one in events:
        calendar.add_component(one)
    around = list(days)
    first, last = min(around), max(around)
    calendar.add_missing_timezones(
        first.replace(month=1, day=1), last.replace(month=12, day=31)
    )
    return calendar.to_ical()
