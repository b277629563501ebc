"""What is due, run one at a time under a lock in the database."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from .models import Run

logger = logging.getLogger(__name__)

REGISTERED = []

# A job that has not come back by then died with its process.
LOST_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    """`run(at=…)` is called when `every` has passed since the last start."""

    name: str
    run: Callable
    every: timedelta


def register(name, run, *, every):
    """Make `run` part of `manage.py work`; apps call this in ready()."""
    REGISTERED.append(Job(name, run, every))


def run_due(*, at):
    """Run every due job once; a failing one is logged and does not stop the rest."""
    for job in REGISTERED:
        if _claim(job, at):
            _run(job, at)


def _claim(job, at):
    """Whether this process may run `job` now: a conditional update decides."""
    Run.objects.get_or_create(job=job.name)
    is_idle = Q(started_at=None) | Q(finished_at__isnull=False)
    is_due = Q(started_at=None) | Q(started_at__lte=at - job.every)
    is_lost = Q(started_at__lte=at - LOST_AFTER)
    with transaction.atomic():
        return Run.objects.filter((is_idle & is_due) | is_lost, job=job.name).update(
            started_at=at, finished_at=None
        )


def _run(job, at):
    has_failed = False
    try:
        job.run(at=at)
    except Exception:  # one broken job must not stop the acknowledgements of another
        has_failed = True
        logger.exception("work.job_failed", extra={"facts": {"job": job.name}})
    Run.objects.filter(job=job.name).update(finished_at=at, has_failed=has_failed)
