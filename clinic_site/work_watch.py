"""Whether `work` still runs: without it no message goes and no promise is watched."""

from datetime import timedelta

from django.db.models import Max

from .desk import Part
from .models import Run

MISSED_AFTER = timedelta(minutes=5)


def last_run():
    """Return when `work` last began a job, or None if it never has."""
    return Run.objects.aggregate(at=Max("started_at"))["at"]


def is_running(*, at):
    """Whether `work` began a job in the five minutes before `at`."""
    return _is_recent(last_run(), at)


def _is_recent(last, at):
    return last is not None and last > at - MISSED_AFTER


def part_for(user, *, at):
    """Say it first on the desk when `work` has not run, to everybody who is there."""
    last = last_run()
    if _is_recent(last, at):
        return None
    return Part(
        template="admin/work_stands_still.html",
        content={"last_run": last},
        order=0,
        is_warning=True,
    )
