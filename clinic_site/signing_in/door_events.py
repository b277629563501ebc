"""What happened at the door, for the record: who, what, when, and no address."""

from datetime import datetime
from typing import Any

from clinic_site.models import SignInEvent


def record(kind: str, person: Any, *, at: datetime, by: Any = None, **facts: Any):
    """Add an event within the caller's transaction; `by` is who did it to another."""
    return SignInEvent.objects.create(
        kind=kind, person=person, by=by, at=at, facts=facts
    )
