"""A booked time as a calendar file: a neutral title, and news when it changes."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinic_site import calendar_files

from .models import BookedTime


def of(booked: BookedTime, *, zone: ZoneInfo) -> bytes:
    """Return the file for `booked` on the clinic's clock.

    The same event under the same UID each time; a greater SEQUENCE is the newer one,
    and a cancelled time asks calendars to take it away.
    """
    starts = booked.starts_at.astimezone(zone)
    event = calendar_files.event(
        uid=f"{booked.request_id.hex}@appointment",
        sequence=booked.sequence,
        changed_at=booked.changed_at,
        title=_("Appointment"),
        starts=starts,
        ends=starts + timedelta(minutes=booked.minutes),
    )
    event.add("status", "CANCELLED" if booked.is_cancelled else "CONFIRMED")
    return calendar_files.file(
        [event],
        product="Appointment",
        days=[starts.date()],
        method="CANCEL" if booked.is_cancelled else "PUBLISH",
    )
