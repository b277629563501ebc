"""Only what reaches the person keeps the promise; what breaks their rule is said."""

from datetime import timedelta

import pytest

from appointments import triage
from appointments.models import (
    ContactAttempt,
    EventKind,
    IllegalMove,
    Notice,
    Result,
    StaleRequest,
)
from clinic_site import sealing
from tests.appointments.at_work import LATER, kinds, log, make_taken
from tests.appointments.desk_pages import again
from tests.builders import make_clinic, make_request


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.mark.parametrize("result", [Result.REACHED, Result.LEFT_MESSAGE, Result.SENT])
def test_a_contact_by_a_person_meets_the_promise(rosa, result):
    request = make_taken(rosa)

    log(request, rosa, result)

    assert again(request).first_response_at == LATER


@pytest.mark.parametrize("result", [Result.NO_ANSWER, Result.WRONG_NUMBER])
def test_ringing_in_vain_meets_no_promise(rosa, result):
    request = make_taken(rosa)

    log(request, rosa, result)

    assert again(request).first_response_at is None
    assert request.contact_attempts.count() == 1


def test_a_sent_acknowledgement_meets_no_promise(rosa):
    request = make_request(email="rosa@example.org", contact_by=["email"])

    Notice.objects.filter(request=request).update(state="sent", sent_at=LATER)
    triage.take(request, by=rosa, at=LATER)

    assert again(request).first_response_at is None


def test_only_the_first_contact_counts_for_the_promise(rosa):
    request = make_taken(rosa)
    log(request, rosa, at=LATER)

    log(request, rosa, at=LATER + timedelta(hours=1))

    assert again(request).first_response_at == LATER


def test_two_windows_of_one_person_do_not_move_the_first_contact(rosa):
    request = make_taken(rosa)
    other_window = again(request)
    log(request, rosa, at=LATER)

    with pytest.raises(StaleRequest):
        log(other_window, rosa, at=LATER + timedelta(hours=1))

    assert again(request).first_response_at == LATER


def test_what_staff_write_about_an_attempt_is_sealed_with_the_request(rosa):
    request = make_taken(rosa)

    attempt = log(request, rosa, note="Rang twice.", reason="She fainted.")

    sealed = bytes(ContactAttempt.objects.get().sealed)
    assert b"Rang" not in sealed
    assert sealing.unseal_json(sealed, bound_to=request.pk.bytes) == {
        "note": "Rang twice.",
        "reason": "She fainted.",
    }
    facts = request.events.get(kind=EventKind.CONTACT_ATTEMPT).facts
    assert facts == {"channel": "call", "result": "reached", "attempt": attempt.pk}


def test_an_attempt_against_the_persons_rule_says_so_in_the_trail(rosa):
    request = make_taken(rosa)

    log(request, rosa, against=["way"], reason="She fainted.")

    event = request.events.get(kind=EventKind.CONTACT_ATTEMPT)
    assert event.facts["is_against_rule"] is True
    assert "fainted" not in str(event.facts)


def test_an_attempt_against_the_persons_rule_without_a_reason_is_no_attempt(rosa):
    request = make_taken(rosa)

    with pytest.raises(IllegalMove):
        log(request, rosa, against=["way"])

    assert not ContactAttempt.objects.exists()
    assert kinds(request) == [EventKind.RECEIVED, EventKind.TAKEN]


def test_only_who_has_the_request_logs_an_attempt(rosa, ben):
    request = make_taken(rosa)

    with pytest.raises(IllegalMove):
        log(again(request), ben)

    assert ContactAttempt.objects.count() == 0
