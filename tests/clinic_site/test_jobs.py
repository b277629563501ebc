"""Jobs run when due, one process at a time, and outlive each other's faults."""

from datetime import timedelta

import pytest

from clinic_site import jobs
from clinic_site.models import Run
from tests.builders import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch):
    """No job but those that the test registers."""
    monkeypatch.setattr(jobs, "REGISTERED", [])
    return jobs.register


def test_a_job_runs_when_its_time_has_come(registered):
    ran = []
    registered("count", lambda at: ran.append(at), every=timedelta(minutes=5))

    for minutes in (0, 4, 5, 6):
        jobs.run_due(at=NOON + timedelta(minutes=minutes))

    assert ran == [NOON, NOON + timedelta(minutes=5)]


def test_a_failing_job_does_not_keep_the_next_from_running(registered):
    ran = []

    def fail(at):
        raise RuntimeError

    registered("fail", fail, every=timedelta(minutes=1))
    registered("count", lambda at: ran.append(at), every=timedelta(minutes=1))

    jobs.run_due(at=NOON)

    assert ran == [NOON]
    assert Run.objects.get(job="fail").has_failed


def test_a_job_that_another_process_runs_is_left_alone(registered):
    ran = []
    registered("count", lambda at: ran.append(at), every=timedelta(seconds=1))
    Run.objects.create(job="count", started_at=NOON)

    jobs.run_due(at=NOON + timedelta(minutes=5))

    assert ran == []


def test_a_job_whose_process_died_is_taken_over(registered):
    ran = []
    registered("count", lambda at: ran.append(at), every=timedelta(seconds=1))
    Run.objects.create(job="count", started_at=NOON)

    jobs.run_due(at=NOON + jobs.LOST_AFTER)

    assert ran == [NOON + jobs.LOST_AFTER]
