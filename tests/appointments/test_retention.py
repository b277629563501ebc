import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from appointments import (
    by_patient,
    closing,
    erasure_ledger,
    events,
    holds,
    retention,
    triage,
)
from appointments.models import (
    AppointmentRequest,
    EventKind,
    IllegalMove,
    LegalHold,
    Notice,
    Refused,
)
from clinic_site import append_only, sealing
from tests.appointments.desk_pages import again
from tests.builders import NOON, make_clinic, make_person, make_request

DAY = timedelta(days=1)
DUE = NOON + 91 * DAY


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = str(tmp_path / "kept" / "erasures.jsonl")
    return Path(settings.ERASURE_LEDGER)


@pytest.fixture
def rosa():
    return make_person("front_desk")


@pytest.fixture
def manager():
    return make_person("practice_manager")


def make_closed(by, **answers):
    request = make_request(**answers)
    triage.take(request, by=by, at=NOON)
    closing.close(request, outcome="declined", by=by, at=NOON)
    return request


def make_held(by, manager):
    request = make_closed(by)
    holds.put(request, reason="A subpoena", by=manager, at=NOON)
    return request


def kinds(request):
    return list(request.events.order_by("number").values_list("kind", flat=True))


# -- The ledger --------------------------------------------------------------------


def test_an_erasure_stands_in_a_file_with_uuid_and_moment_and_nothing_else(
    rosa, ledger
):
    request = make_closed(rosa)

    retention.erase_due(at=DUE)

    (line,) = ledger.read_text().splitlines()
    assert json.loads(line) == {"request": str(request.pk), "at": DUE.isoformat()}
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_where_the_ledger_cannot_be_written_nothing_is_erased_yet(rosa, ledger):
    request = make_closed(rosa)
    ledger.mkdir(parents=True)  # a folder in its place: not even root can write it

    assert retention.erase_due(at=DUE) == 0
    kept = again(request)
    ledger.rmdir()
    retention.erase_due(at=DUE)

    assert not kept.is_erased
    assert kept.event_count == 3
    assert again(request).is_erased


def test_what_a_person_asks_to_erase_waits_for_the_ledger_and_is_then_erased(ledger):
    request = make_request()
    ledger.mkdir(parents=True)

    by_patient.erase(request, at=NOON)
    by_patient.erase(request, at=NOON)
    kept = again(request)
    ledger.rmdir()
    retention.erase_due(at=NOON + DAY)

    assert (kept.is_erased, kept.state, kept.outcome) == (False, "closed", "withdrawn")
    assert kinds(request) == ["received", "erasure_asked", "erased"]
    assert again(request).is_erased


def test_an_erasure_that_was_killed_before_its_commit_is_done_again(rosa, ledger):
    request = make_closed(rosa)
    erasure_ledger.enter(request.pk, at=DUE)
    with ledger.open("a") as torn:
        torn.write('{"request": "')  # the power went

    retention.erase_due(at=DUE)

    assert again(request).is_erased
    assert list(erasure_ledger.entries()) == [request.pk] * 2


def test_the_desk_says_first_that_erasing_waits_for_the_ledger(client, rosa, ledger):
    client.force_login(rosa)
    before = client.get("/admin/").content.decode()
    ledger.parent.write_text("a file where the folder should be")

    page = client.get("/admin/").content.decode()

    assert "Nothing can be erased" not in before
    assert page.index("Nothing can be erased") < page.index("<h1>")


# -- After a restore ---------------------------------------------------------------


def rows():
    """Return all requests as a backup keeps them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, sealed, phone_index, state, outcome, kept_since, "
                       "event_count, last_event_digest "
                       "FROM appointments_appointmentrequest")  # fmt: skip
        return [
            [bytes(v) if isinstance(v, memoryview) else v for v in row]
            for row in cursor.fetchall()
        ]


def restore(backup):
    """Put a backup in place of what is there, the trail included."""
    with append_only.lifted(), connection.cursor() as cursor:
        for key, *values, count, digest in backup:
            cursor.execute(
                "DELETE FROM appointments_requestevent"
                " WHERE request_id = %s AND number > %s",
                [key, count],
            )
            cursor.execute(
                "UPDATE appointments_appointmentrequest SET sealed = %s,"
                " phone_index = %s, state = %s, outcome = %s, kept_since = %s,"
                " event_count = %s, last_event_digest = %s WHERE id = %s",
                [*values, count, digest, key],
            )


def replay():
    said = StringIO()
    call_command("purge_requests", "--replay", stdout=said)
    return said.getvalue()


def test_a_restored_backup_does_not_bring_back_what_was_erased(rosa):
    by_age, by_wish, other = make_closed(rosa), make_request(), make_request()
    backup = rows()
    retention.erase_due(at=DUE)
    by_patient.erase(by_wish, at=DUE)
    restore(backup)
    assert not any(again(one).is_erased for one in (by_age, by_wish))

    said = replay()

    assert [again(one).is_erased for one in (by_age, by_wish, other)] == [1, 1, 0]
    assert again(by_wish).phone_index == ""
    assert again(by_wish).outcome == "withdrawn"
    assert f"{by_age.reference} erased again" in said
    assert list(events.faults()) == []
    assert replay() == "The ledger is replayed.\n"


def test_a_restored_hold_is_lifted_by_a_person_before_the_ledger_is_replayed(
    rosa, manager
):
    request = make_held(rosa, manager)
    erasure_ledger.enter(request.pk, at=NOON)

    with pytest.raises(SystemExit):
        replay()

    assert not again(request).is_erased


def test_replaying_without_a_ledger_is_refused_aloud():
    with pytest.raises(CommandError, match="no ledger"):
        replay()


# -- Legal hold --------------------------------------------------------------------


def test_a_legal_hold_keeps_what_is_due_until_it_is_lifted(rosa, manager):
    request, free = make_held(rosa, manager), make_closed(rosa)

    retention.erase_due(at=DUE)
    kept = again(request).is_erased
    holds.lift(request, by=manager, at=DUE)
    retention.erase_due(at=DUE)

    assert not kept
    assert again(request).is_erased
    assert again(free).is_erased
    assert kinds(request)[-3:] == ["hold_put", "hold_lifted", "erased"]


def test_the_reason_of_a_hold_is_sealed_and_goes_with_what_it_kept(rosa, manager):
    request = make_held(rosa, manager)
    sealed = LegalHold.objects.get().sealed

    holds.lift(request, by=manager, at=NOON)
    retention.erase_due(at=DUE)

    said = sealing.unseal_json(sealed, bound_to=request.pk.bytes)
    assert said == {"reason": "A subpoena"}
    assert bytes(LegalHold.objects.get().sealed) == b""
    facts = request.events.get(kind=EventKind.HOLD_PUT).facts
    assert facts == {"hold": LegalHold.objects.get().pk}


def test_the_wish_to_erase_is_kept_during_a_hold_and_done_after_it(manager):
    request = make_request(email="rosa@example.org", contact_by=["email"])
    holds.put(request, reason="A subpoena", by=manager, at=NOON)

    by_patient.erase(request, at=NOON)
    kept = again(request)
    with pytest.raises(IllegalMove):
        closing.reopen(again(request), by=manager, at=NOON)
    holds.lift(request, by=manager, at=NOON + DAY)
    retention.erase_due(at=NOON + DAY)

    assert (kept.is_erased, kept.outcome) == (False, "withdrawn")
    waiting = Notice.objects.filter(request=request, state="waiting")
    assert {one.kind for one in waiting} <= {
        "staff_new_request",
        "staff_patient_answered",
    }
    assert again(request).is_erased


def test_the_database_itself_erases_nothing_that_is_on_hold(rosa, manager):
    request = make_held(rosa, manager)
    row = AppointmentRequest.objects.filter(pk=request.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(sealed=b"")

    holds.lift(request, by=manager, at=NOON)
    row.update(sealed=b"")


def test_a_hold_is_put_once_and_lifted_once(rosa, manager):
    request = make_held(rosa, manager)

    with pytest.raises(Refused):
        holds.put(request, reason="Again", by=manager, at=NOON)
    holds.lift(request, by=manager, at=NOON)
    with pytest.raises(Refused):
        holds.lift(request, by=manager, at=NOON)

    assert LegalHold.objects.count() == 1


# -- Counts ------------------------------------------------------------------------


def test_an_erased_request_still_counts(rosa):
    request = make_closed(rosa)
    counted = AppointmentRequest.objects.filter(outcome="declined", source="website")
    before = list(counted.values("received_at", "first_response_at", "respond_by"))

    retention.erase_due(at=DUE)

    assert again(request).is_erased
    assert list(counted.values("received_at", "first_response_at", "respond_by")) == (
        before
    )


def test_what_is_opened_again_is_not_erased_and_its_days_begin_anew(rosa):
    request = make_closed(rosa)
    closing.reopen(again(request), by=rosa, at=NOON + 80 * DAY)
    retention.erase_due(at=DUE)
    opened = again(request)
    still_kept = opened.kept_since
    closing.close(opened, outcome="declined", by=rosa, at=DUE)

    retention.erase_due(at=DUE + 89 * DAY)

    assert still_kept is None
    assert not again(request).is_erased
    assert retention.erases_at(again(request)) == DUE + 90 * DAY
