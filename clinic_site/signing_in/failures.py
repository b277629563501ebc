"""How many sign-ins failed: counted by the hour, then written down once, for good."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from clinic_site.models import FailedSignIns, SignInEventKind

from . import door_events

HOUR = timedelta(hours=1)


def count(*, at: datetime) -> None:
    """Count one failure; neither the name that was typed nor who typed it is kept."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    FailedSignIns.objects.get_or_create(hour=hour)
    FailedSignIns.objects.filter(hour=hour).update(count=F("count") + 1)


@transaction.atomic
def write_down(*, at: datetime) -> None:
    """Turn every hour that is over into one event that nobody can change."""
    over = FailedSignIns.objects.filter(hour__lte=at - HOUR).select_for_update()
    for row in over:
        kind = SignInEventKind.FAILED
        door_events.record(kind, None, at=row.hour, count=row.count)
        row.delete()
