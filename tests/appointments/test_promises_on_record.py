"""What was promised stands on the events, and on nothing that changes later."""

from datetime import date, timedelta

import pytest
from django.core import mail

from appointments import events, promises, reminders, sending, triage
from appointments.models import AppointmentRequest, Notice
from clinic_site import append_only, shell
from clinic_site.models import Clinic, Closure, OpeningHours
from tests.appointments.desk_pages import again
from tests.builders import NOON, make_clinic, make_person, make_request, promise_for

MINUTE = timedelta(minutes=1)
WAITED = 30 * MINUTE


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture
def rosa():
    return make_person("front_desk")


def the_clinic_shuts():
    """Other hours, another allowance, and shut for the rest of the month."""
    clinic = Clinic.objects.get()
    Clinic.objects.update(answer_within_hours=40, read_first_within_hours=20)
    OpeningHours.objects.update(closes="12:00")
    for day in range(23, 31):
        Closure.objects.create(clinic=clinic, day=date(2026, 11, day))
    shell.forget_all()


def test_a_later_closure_moves_no_promise_not_even_after_a_pause(rosa):
    request, like_it = make_request(), make_request()
    for one in (request, like_it):
        triage.take(one, by=rosa, at=NOON)
    triage.wait_for_patient(like_it, reason="referral", by=rosa, at=NOON)
    triage.resume(like_it, by=rosa, at=NOON + WAITED)
    promised = again(request).respond_by

    the_clinic_shuts()
    triage.wait_for_patient(request, reason="referral", by=rosa, at=NOON)
    triage.resume(request, by=rosa, at=NOON + WAITED)

    assert promised < again(request).respond_by == again(like_it).respond_by


def test_the_promise_can_be_counted_again_from_its_events_alone(rosa):
    request = make_request()
    promised = request.respond_by
    the_clinic_shuts()

    counted = promises.after_pause(list(request.events.all()), {}, at=NOON)

    assert counted.by == promised


def test_a_held_request_keeps_its_clock(rosa):
    held, like_it = make_request(suspicions=("too_fast",)), make_request()

    triage.admit(held, by=rosa, at=NOON + WAITED)

    assert again(held).respond_by == like_it.respond_by


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"respond_by": NOON + timedelta(days=9)}, "no event moved its promise"),
        ({"state": "in_triage"}, "no event brought it to its state"),
    ],
    ids=["promise", "state"],
)
def test_a_promise_or_state_that_no_event_moved_is_found(changes, fault):
    request, _other = make_request(), make_request()
    with append_only.lifted():
        AppointmentRequest.objects.filter(pk=request.pk).update(**changes)

    assert list(events.faults()) == [f"{request.reference}: {fault}."]


def test_desk_and_manager_are_told_before_a_promise_is_missed(settings):
    settings.EMAIL_URL, settings.STAFF_EMAIL = "memory://", "desk@example.org"
    make_person("practice_manager", email="ines@example.org")
    make_person("practice_manager", email="gone@example.org", is_active=False)
    make_person("front_desk", email="rosa@example.org")
    request = make_request()
    Notice.objects.filter(request=request).update(state="sent", sent_at=NOON)
    promise_for(request, NOON + 60 * MINUTE)

    reminders.owe_due(at=NOON)
    sending.send_due(at=NOON)

    (message,) = mail.outbox
    assert message.to == ["desk@example.org", "ines@example.org"]
    assert request.reference in message.body
    assert "Rosa" not in message.body
