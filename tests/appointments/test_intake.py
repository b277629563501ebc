from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from appointments import events, intake, references, sealed_requests
from appointments.models import (
    AppointmentRequest,
    ConsentText,
    EventKind,
    Notice,
    NoticeKind,
    RequestEvent,
    RequestState,
    Standing,
)
from clinic_site import new_rows, shell
from clinic_site.models import Clinic, Closure, SiteVersion
from clinic_site.sealing import CannotBeOpened
from tests.builders import (
    NOON,
    make_answers,
    make_clinic,
    make_form_key,
    make_request,
)

MAILED = {"email": "rosa@example.org", "contact_by": ["call", "email"]}


def receive(form_key=None, *, at=NOON, suspicions=(), **answers):
    return intake.receive(
        make_answers(**answers),
        form_key=form_key or make_form_key(),
        language="en",
        at=at,
        suspicions=suspicions,
    )


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


def test_a_request_is_kept_whole_and_only_sealed():
    make_request(full_name="Rosa Méndez", note="after May 18", **MAILED)

    request = AppointmentRequest.objects.get()
    content = sealed_requests.opened(request)
    columns = " ".join(
        str(value)
        for values in AppointmentRequest.objects.values()
        for value in values.values()
    )
    assert content["answers"]["note"] == "after May 18"
    assert (request.state, request.received_at) == (RequestState.RECEIVED, NOON)
    for planted in ("Rosa", "Méndez", "5550187", "rosa@example.org", "May 18"):
        assert planted not in columns
        assert planted.encode() not in bytes(request.sealed)


def test_what_was_sealed_opens_for_no_other_request():
    first, second = make_request(), make_request()
    AppointmentRequest.objects.filter(pk=first.pk).update(sealed=second.sealed)
    first.refresh_from_db()

    with pytest.raises(CannotBeOpened):
        sealed_requests.opened(first)


def test_the_promise_is_counted_in_clinic_hours_and_its_grounds_are_kept():
    # Friday 4 in the afternoon in Port Ellery; the clinic answers within 8 hours.
    friday = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)

    received = receive(at=friday)

    (event,) = RequestEvent.objects.all()
    monday_at_three = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    assert received.respond_by == monday_at_three
    assert event.kind == EventKind.RECEIVED
    assert event.facts["allowance_hours"] == 8
    assert event.facts["opening_hours"][0] == [["08:00", "17:00"]]
    assert event.facts["opening_hours"][6] == []
    assert datetime.fromisoformat(event.facts["respond_by"]) == monday_at_three


def test_the_promise_waits_for_the_times_that_are_safe():
    received = receive(safe_contact="only_at", safe_parts=["morning"])

    # From Monday 9:00 eight hours end on Monday at 17:00, outside every morning.
    assert received.waits_for_safe_hours
    assert received.respond_by == datetime(2026, 11, 24, 19, 0, tzinfo=UTC)


def test_sending_the_same_form_again_returns_the_first_reference():
    form_key = make_form_key()
    first = receive(form_key)

    again = receive(form_key, at=NOON + timedelta(hours=9), full_name="Rosa M.")

    assert (again.reference, again.respond_by) == (first.reference, first.respond_by)
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert AppointmentRequest.objects.count() == 1
    assert RequestEvent.objects.count() == 1


def test_two_sends_of_one_form_at_the_same_moment_make_one_request(at_once):
    form_key = make_form_key()

    first, second = at_once(lambda: receive(form_key), lambda: receive(form_key))

    assert first.reference == second.reference
    assert AppointmentRequest.objects.count() == 1
    assert Notice.objects.count() == 1


def test_two_people_at_the_same_moment_get_two_references(at_once):
    received = at_once(*[receive] * 4)

    assert len({one.reference for one in received}) == 4
    assert list(events.faults()) == []


def test_a_reference_that_somebody_has_already_is_not_given_twice(monkeypatch):
    taken = make_request().reference
    given = iter([taken, "K7M4-PQ3X"])
    monkeypatch.setattr(references, "new_reference", lambda: next(given))

    received = receive()

    assert received.reference == "K7M4-PQ3X"


def test_mail_is_owed_only_where_it_was_chosen_and_may_show_the_clinic():
    staff_only = {NoticeKind.STAFF_NEW_REQUEST}
    both = staff_only | {NoticeKind.ACKNOWLEDGEMENT}
    owed = [
        {notice.kind for notice in make_request(**answers).notices.all()}
        for answers in (
            MAILED,
            MAILED | {"contact_by": ["call"]},
            MAILED | {"hide_clinic": True},
            {"email": "", "contact_by": ["email"]},
        )
    ]

    assert owed == [both, staff_only, staff_only, staff_only]


def test_what_came_too_fast_is_held_and_still_acknowledged():
    held = make_request(suspicions=[intake.TOO_FAST], **MAILED)

    assert held.state == RequestState.HELD
    assert held.notices.count() == 2


def test_what_filled_in_the_trap_is_held_and_nobody_is_mailed():
    held = make_request(suspicions=[intake.FILLED_THE_TRAP], **MAILED)

    assert held.state == RequestState.HELD
    assert held.notices.count() == 0


def test_staff_hear_at_once_of_somebody_frightened_whom_the_trap_caught():
    words = {"note": "I want to die"}
    held = make_request(suspicions=[intake.FILLED_THE_TRAP], **MAILED, **words)

    assert held.state == RequestState.HELD
    assert [one.kind for one in held.notices.all()] == ["staff_read_first"]


def test_once_the_words_are_known_a_request_costs_a_statement_a_row_or_one_for_all(
    django_assert_num_queries,
):
    make_request(**MAILED)
    request_event_and_two_notices = 1 if connection.vendor == "postgresql" else 4
    a_tests_savepoint = 2

    with django_assert_num_queries(request_event_and_two_notices + a_tests_savepoint):
        receive(**MAILED)


def test_rows_stored_together_read_as_django_would_have_saved_them():
    said = {"lane": "read_first", "state": "received", "source": "website"}
    said |= {"reference": "K7M4-PQ3X", "received_at": NOON, "respond_by": NOON}
    request = AppointmentRequest(sealed=b"\x00%s; '", **said)
    event = events.begin(
        request, "received", by=None, at=NOON, facts={"%s": "ñ';"}, to_state="received"
    )

    new_rows.store(new_rows.ready(request, event))

    kept = AppointmentRequest.objects.get(**said)
    assert (bytes(kept.sealed), kept.standing) == (b"\x00%s; '", Standing.READ_FIRST)
    assert kept.events.get().facts == {"%s": "ñ';"}
    assert not list(events.faults())


def test_a_promise_of_the_evening_still_names_todays_closure():
    # 6 in the evening of November 26 where the clinic is, 2 in the morning UTC.
    evening = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    Closure.objects.create(clinic=Clinic.objects.get(), day=date(2026, 11, 26))
    SiteVersion.grow()
    shell.forget()

    received = make_request(at=evening).events.get(kind=EventKind.RECEIVED)

    assert received.facts["closures"] == ["2026-11-26"]


def test_a_form_sent_within_three_seconds_looks_like_a_machines():
    quick = make_form_key(shown_at=NOON - timedelta(seconds=2))
    slow = make_form_key(shown_at=NOON - timedelta(seconds=3))

    assert intake.suspicions(quick, trap_was_filled=False, at=NOON) == ["too_fast"]
    assert intake.suspicions(slow, trap_was_filled=False, at=NOON) == []
    assert intake.suspicions(slow, trap_was_filled=True, at=NOON) == ["filled_the_trap"]


def test_the_exact_words_agreed_to_are_kept_once_in_their_language():
    asked = make_request(voicemail="yes")
    make_request()

    consents = sealed_requests.opened(asked)["consents"]
    said = {one["kind"]: one["given"] for one in consents}
    privacy = next(one for one in consents if one["kind"] == "privacy")
    text = ConsentText.objects.get(
        kind="privacy", language=privacy["language"], version=privacy["version"]
    )
    assert said == {
        "privacy_notice": None,
        "not_care": None,
        "privacy": True,
        "voicemail": True,
        "text_messages": False,
        "email": False,
    }
    assert text.text == "I have read how the clinic uses what I send here."


def test_changed_words_make_a_next_version_and_the_old_one_stays():
    keep = ConsentText.objects.keep
    keep({"privacy": "Old words."}, language="en", at=NOON)

    keep({"privacy": "New words."}, language="en", at=NOON)
    kept = keep({"privacy": "Old words."}, language="en", at=NOON)

    assert kept["privacy"].version == 1
    assert list(ConsentText.objects.values_list("version", "text")) == [
        (1, "Old words."),
        (2, "New words."),
    ]


def test_the_database_lets_nobody_change_what_was_agreed_to():
    ConsentText.objects.keep({"privacy": "Words."}, language="en", at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentText.objects.update(text="Other words.")


def test_when_the_notices_cannot_be_stored_nothing_is():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE appointments_notice RENAME TO elsewhere")

    with pytest.raises(DatabaseError):
        make_request()

    assert AppointmentRequest.objects.count() == 0
    assert RequestEvent.objects.count() == 0


def test_a_changed_event_is_found():
    request = make_request()
    with connection.cursor() as cursor:
        lift_one_promise(cursor)
        cursor.execute("UPDATE appointments_requestevent SET kind = 'closed'")

    assert list(events.faults()) == [f"{request.reference}: event 1 was changed."]


def test_an_event_cut_off_at_the_end_is_found():
    request = make_request()
    events.record(request, EventKind.VIEWED, by=None, at=NOON)
    with connection.cursor() as cursor:
        lift_one_promise(cursor, event="delete")
        cursor.execute("DELETE FROM appointments_requestevent WHERE number = 2")

    assert list(events.faults()) == [
        f"{request.reference}: its 2 events do not end here."
    ]


def test_whole_trails_have_no_faults():
    for _number in range(3):
        request = make_request()
        events.record(request, EventKind.VIEWED, by=None, at=NOON, facts={"a": 1})

    assert list(events.faults()) == []


def lift_one_promise(cursor, event="update"):
    """Somebody with the database's own password could do this; it must show."""
    table = "appointments_requestevent"
    on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
    cursor.execute(f"DROP TRIGGER {table}_only_grows_{event}{on_table}")
