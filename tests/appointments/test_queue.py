from datetime import timedelta

import pytest
from django.db.models import CharField

from appointments import closing, contacting, queue, triage
from appointments.models import AppointmentRequest, Lane, Notice
from tests.builders import NOON, make_clinic, make_person, make_request, promise_for

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture
def rosa():
    return make_person("front_desk", first_name="Rosa")


def make_due(minutes, *, by=None, lane=Lane.NORMAL, **said):
    request = make_request(**said)
    promise_for(request, NOON + minutes * MINUTE, lane=lane)
    if by:
        triage.take(request, by=by, at=NOON)
    return request


def lanes():
    found = queue.in_order(AppointmentRequest.objects.all())
    return [(queue.lane_of(row, at=NOON).code, row.reference) for row in found]


def test_what_is_to_be_read_first_stands_there_although_it_is_held():
    caught = make_due(60, lane=Lane.READ_FIRST, suspicions=("filled_the_trap",))
    doubted = make_due(30, suspicions=("filled_the_trap",))

    assert lanes() == [
        ("read-first", caught.reference),
        ("held", doubted.reference),
    ]


def test_the_most_urgent_stands_first_and_each_row_in_one_lane(rosa):
    later = make_due(600)
    soon = make_due(30)
    missed = make_due(-30)
    first = make_due(60, lane=Lane.READ_FIRST)
    held = make_due(-90, suspicions=("too_fast",))
    answered = make_due(-60, by=rosa)
    contacting.record_attempt(
        answered, channel="call", result="reached", by=rosa, at=NOON
    )
    paused = make_due(-60, by=rosa)
    triage.wait_for_patient(paused, reason="referral", by=rosa, at=NOON)
    closed = make_due(-60, by=rosa)
    closing.close(closed, outcome="booked", by=rosa, at=NOON)

    assert lanes() == [
        ("read-first", first.reference),
        ("overdue", missed.reference),
        ("due-soon", soon.reference),
        ("later", later.reference),
        ("held", held.reference),
        ("in-hand", answered.reference),
        ("waiting", paused.reference),
        ("closed", closed.reference),
    ]


def test_within_a_lane_the_earlier_promise_stands_first():
    second = make_due(50)
    first = make_due(40)

    assert lanes() == [
        ("due-soon", first.reference),
        ("due-soon", second.reference),
    ]


def test_a_new_request_waits_for_a_person_however_late_its_promise(rosa):
    make_due(60 * 40)
    make_due(60, suspicions=("too_fast",))  # a person decides about it

    counts = queue.counts(rosa, at=NOON)

    assert (counts["now"], counts["unanswered"]) == (2, 1)


def test_the_clock_of_a_held_request_runs_on_where_staff_see_it():
    held = make_due(60, suspicions=("too_fast",))

    assert queue.promise_to(held, at=NOON).words == "due in 1 h"


@pytest.mark.parametrize("model", [AppointmentRequest, Notice])
def test_no_request_pays_for_an_index_that_nobody_asks(model):
    """PostgreSQL keeps a second one, for patterns, of a text indexed in its field."""
    texts = [one for one in model._meta.fields if isinstance(one, CharField)]

    assert [one.name for one in texts if one.unique or one.db_index] == []


def test_the_views_are_counted_in_one_query(rosa, django_assert_num_queries):
    make_due(-5)
    make_due(5, by=rosa)

    with django_assert_num_queries(1):
        counts = queue.counts(rosa, at=NOON)

    assert counts == {
        "now": 2,
        "read-first": 0,
        "overdue": 1,
        "due-soon": 1,
        "mine": 1,
        "waiting": 0,
        "held": 0,
        "open": 2,
        "unanswered": 2,
    }


def test_no_view_is_counted_further_than_one_beyond_what_is_said(rosa, monkeypatch):
    monkeypatch.setattr("appointments.queue.COUNTED_TO", 2)
    for _ in range(5):
        make_due(-5)

    counts = queue.counts(rosa, at=NOON)

    assert (counts["now"], counts["overdue"], counts["open"]) == (3, 3, 3)


def test_the_next_one_is_free_or_ones_own(rosa):
    taken = make_due(-30, by=make_person("front_desk"))
    free = make_due(30)

    assert queue.next_for(rosa, at=NOON) == free
    assert queue.next_for(taken.assigned_to, at=NOON) == taken
    assert queue.next_for(rosa, at=NOON, besides=free) is None
