"""When a session at the desk ends by itself. Pure: every moment is handed in."""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)


def has_ended(
    *,
    begun_at: datetime,
    seen_at: datetime,
    at: datetime,
    ends_at: datetime | None = None,
) -> bool:
    """Whether a session has ended at `at`: idle, too long, or at an hour of its own."""
    is_idle = at - seen_at >= IDLE
    is_too_long = at - begun_at >= LONGEST
    return is_idle or is_too_long or (ends_at is not None and at >= ends_at)
