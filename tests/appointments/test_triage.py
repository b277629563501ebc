import pytest
from django.db import IntegrityError, transaction

from appointments import closing, events, sealed_requests, triage
from appointments.models import (
    AppointmentRequest,
    ContactAttempt,
    EventKind,
    IllegalMove,
    Outcome,
    RequestState,
    Result,
    StaleRequest,
)
from tests.appointments.at_work import LATER, kinds, log, make_taken
from tests.appointments.desk_pages import again
from tests.builders import NOON, make_clinic, make_person, make_request


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


def test_who_takes_a_request_has_it(rosa):
    request = make_request()

    triage.take(request, by=rosa, at=NOON)

    assert again(request).assigned_to == rosa
    assert again(request).state == RequestState.IN_TRIAGE


def test_each_step_leaves_an_event_that_says_who_and_from_where(rosa):
    request = make_taken(rosa)

    event = request.events.get(kind=EventKind.TAKEN)

    assert (event.by, event.at) == (rosa, NOON)
    assert (event.from_state, event.to_state) == ("received", "in_triage")


def test_of_two_people_who_saw_it_free_only_one_takes_it(rosa, ben):
    seen_by_rosa = make_request()
    seen_by_ben = again(seen_by_rosa)
    triage.take(seen_by_rosa, by=rosa, at=NOON)

    with pytest.raises(StaleRequest):
        triage.take(seen_by_ben, by=ben, at=NOON)

    assert again(seen_by_ben).assigned_to == rosa
    assert kinds(seen_by_ben) == [EventKind.RECEIVED, EventKind.TAKEN]


def test_a_request_that_was_closed_meanwhile_is_not_taken(rosa, ben):
    request = make_request()
    seen_before = again(request)
    closing.close(request, outcome=Outcome.DUPLICATE, by=rosa, at=NOON)

    with pytest.raises(StaleRequest):
        triage.take(seen_before, by=ben, at=LATER)

    assert again(request).outcome == Outcome.DUPLICATE


def test_who_lost_a_request_meanwhile_takes_no_step_with_it(rosa, ben):
    request = make_taken(rosa)
    seen_before = again(request)
    triage.wait_for_patient(request, reason="referral", by=rosa, at=LATER)
    triage.resume(request, by=ben, at=LATER)

    with pytest.raises(StaleRequest):
        triage.wait_for_patient(seen_before, reason="referral", by=rosa, at=LATER)

    assert again(request).assigned_to == ben


def test_of_many_people_who_take_it_at_once_exactly_one_has_it(at_once):
    request = make_request()
    people = [make_person("front_desk") for _ in range(20)]
    seen = [again(request) for _ in people]

    answers = at_once(
        *(
            lambda one=one, person=person: triage.take(one, by=person, at=NOON)
            for one, person in zip(seen, people, strict=True)
        )
    )

    assert sorted(type(answer).__name__ for answer in answers) == [
        "NoneType",
        *["StaleRequest"] * 19,
    ]
    winner = people[[type(answer) for answer in answers].index(type(None))]
    assert again(request).assigned_to == winner
    assert kinds(request) == [EventKind.RECEIVED, EventKind.TAKEN]
    assert list(events.faults()) == []


def test_a_request_that_somebody_has_is_not_taken_from_them(rosa, ben):
    request = make_taken(rosa)

    with pytest.raises(IllegalMove):
        triage.take(again(request), by=ben, at=LATER)

    assert again(request).assigned_to == rosa


def test_a_refused_step_changes_nothing_and_leaves_no_event(rosa, ben):
    request = make_taken(rosa)
    stale = again(request)
    triage.release(request, by=rosa, at=LATER)

    with pytest.raises(StaleRequest):
        log(stale, rosa, note="Rang twice.")

    assert ContactAttempt.objects.count() == 0
    assert again(request).first_response_at is None
    assert kinds(request)[-1] == EventKind.RELEASED


def test_a_request_that_is_let_go_returns_to_the_queue_with_its_promise(rosa):
    request = make_taken(rosa)
    promised = request.respond_by

    triage.release(request, by=rosa, at=LATER)

    kept = again(request)
    assert (kept.state, kept.assigned_to) == (RequestState.RECEIVED, None)
    assert kept.respond_by == promised


def test_a_colleague_may_free_the_request_of_somebody_who_is_ill(rosa, ben):
    request = make_taken(rosa)

    triage.release(again(request), by=ben, at=LATER)

    assert request.events.get(kind=EventKind.RELEASED).by == ben


def test_waiting_says_what_for_and_going_on_gives_it_to_who_goes_on(rosa, ben):
    request = make_taken(rosa)
    triage.wait_for_patient(request, reason="referral", by=rosa, at=LATER)
    assert request.events.last().facts == {"reason": "referral"}

    triage.resume(again(request), by=ben, at=LATER)

    kept = again(request)
    assert (kept.state, kept.assigned_to) == (RequestState.IN_TRIAGE, ben)


def test_a_held_request_comes_into_the_queue_when_a_person_says_so(rosa):
    request = make_request(suspicions=("too_fast",))
    with pytest.raises(IllegalMove):
        triage.take(request, by=rosa, at=NOON)

    triage.admit(request, by=rosa, at=NOON)

    assert again(request).state == RequestState.RECEIVED


def test_whoever_was_held_for_the_trap_is_written_to_once_a_person_lets_them_in(rosa):
    mailed = {"email": "sam@example.com", "contact_by": ["email"]}
    request = make_request(suspicions=("filled_the_trap",), **mailed)
    assert not request.notices.exists()

    triage.admit(request, by=rosa, at=NOON)

    kinds = set(request.notices.values_list("kind", flat=True))
    assert kinds == {"acknowledgement", "staff_new_request"}


def test_whoever_is_read_first_while_held_is_written_to_once_let_in(rosa):
    mailed = {"email": "sam@example.com", "contact_by": ["email"]}
    words = {"note": "I want to die"}
    request = make_request(suspicions=("filled_the_trap",), **mailed, **words)

    triage.admit(request, by=rosa, at=NOON)

    kinds = sorted(request.notices.values_list("kind", flat=True))
    assert kinds == ["acknowledgement", "staff_read_first"]


def test_letting_in_what_was_only_fast_writes_to_nobody_twice(rosa):
    request = make_request(suspicions=("too_fast",))
    before = set(request.notices.values_list("pk", flat=True))

    triage.admit(request, by=rosa, at=NOON)

    assert set(request.notices.values_list("pk", flat=True)) == before


def test_a_request_that_cannot_be_opened_is_not_let_in(rosa):
    request = make_request(suspicions=("filled_the_trap",))
    AppointmentRequest.objects.filter(pk=request.pk).update(sealed=b"damaged")

    with pytest.raises(IllegalMove):
        triage.admit(again(request), by=rosa, at=NOON)

    assert again(request).state == RequestState.HELD


STEPS = {
    "take": lambda r, by: triage.take(r, by=by, at=LATER),
    "release": lambda r, by: triage.release(r, by=by, at=LATER),
    "admit": lambda r, by: triage.admit(r, by=by, at=LATER),
    "log": lambda r, by: log(r, by),
    "wait": lambda r, by: triage.wait_for_patient(r, reason="x", by=by, at=LATER),
    "resume": lambda r, by: triage.resume(r, by=by, at=LATER),
    "close": lambda r, by: closing.close(r, outcome="booked", by=by, at=LATER),
    "reopen": lambda r, by: closing.reopen(r, by=by, at=LATER),
}
LEGAL = {
    "held": {"admit", "close"},
    "received": {"take", "close"},
    "in_triage": {"release", "log", "wait", "close"},
    "awaiting_patient": {"log", "resume", "close"},
    "closed": {"reopen"},
}


def make_in_state(state, by):
    request = make_request(suspicions=("too_fast",) if state == "held" else ())
    if state in ("in_triage", "awaiting_patient", "closed"):
        triage.take(request, by=by, at=NOON)
    if state == "awaiting_patient":
        triage.wait_for_patient(request, reason="referral", by=by, at=NOON)
    if state == "closed":
        closing.close(request, outcome="booked", by=by, at=NOON)
    return request


@pytest.mark.parametrize("state", LEGAL)
def test_exactly_the_legal_steps_can_be_taken_in_each_state(rosa, state):
    taken = set()
    for name, step in STEPS.items():
        request = make_in_state(state, rosa)
        before = kinds(request)
        try:
            step(request, rosa)
        except IllegalMove:
            assert again(request).state == state
            assert kinds(request) == before
        else:
            taken.add(name)

    assert taken == LEGAL[state]


@pytest.mark.parametrize(
    ("state", "illegal"),
    [
        ("received", {"state": "awaiting_patient"}),
        ("received", {"state": "held"}),
        ("in_triage", {"state": "held"}),
        ("awaiting_patient", {"state": "received"}),
        ("closed", {"state": "received", "outcome": ""}),
        ("in_triage", {"state": "closed"}),
        ("received", {"outcome": "booked"}),
        ("received", {"state": "lost"}),
    ],
)
def test_the_database_refuses_illegal_moves_by_itself(rosa, state, illegal):
    request = make_in_state(state, rosa)
    row = AppointmentRequest.objects.filter(pk=request.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(**illegal)

    assert again(request).state == state


def test_no_request_is_ever_deleted(rosa):
    request = make_request()
    request.events.all()

    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentRequest.objects.filter(pk=request.pk)._raw_delete("default")

    assert again(request).reference == request.reference


def test_a_whole_way_through_the_queue_leaves_an_unbroken_trail(rosa):
    request = make_taken(rosa)
    log(request, rosa, Result.NO_ANSWER)
    triage.wait_for_patient(request, reason="call_back", by=rosa, at=LATER)
    triage.resume(request, by=rosa, at=LATER)
    log(request, rosa)
    closing.close(request, outcome=Outcome.BOOKED, by=rosa, at=LATER)

    assert list(events.faults()) == []
    assert len(kinds(request)) == again(request).event_count == 7


def test_steps_leave_what_the_person_wrote_as_it_was(rosa):
    request = make_taken(rosa, note="Mornings are hard.")
    log(request, rosa)

    assert sealed_requests.opened(again(request))["answers"]["note"] == (
        "Mornings are hard."
    )
