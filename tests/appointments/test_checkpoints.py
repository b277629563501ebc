"""An attacker who has the whole database, but neither the keys nor the log."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from appointments import audit, checkpoints, events, triage
from appointments.models import (
    AppointmentRequest,
    Checkpoint,
    DeskEvent,
    DeskTrail,
    EventKind,
    RequestEvent,
)
from clinic_site import append_only, jobs
from tests.builders import NOON, make_clinic, make_person, make_request

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture
def rosa():
    return make_person("front_desk")


@pytest.fixture
def looked_at(rosa):
    """A request with four events, a desk with two, all under checkpoint 1."""
    request = make_request()
    triage.take(request, by=rosa, at=NOON)
    for _ in range(2):
        events.record(request, EventKind.VIEWED, by=rosa, at=NOON)
        audit.searched("name", found=1, by=rosa, at=NOON)
    checkpoints.make_due(at=NOON + HOUR)
    return request


def verify():
    """Return whether all is well, and what the command printed."""
    said = StringIO()
    try:
        call_command("verify_events", stdout=said)
    except SystemExit as ended:
        return ended.code != 1, said.getvalue()
    return True, said.getvalue()


def trail(request):
    return request.events.order_by("number")


def make_the_chain_fit(request):
    """Count the trail anew, as somebody who knows the rule would."""
    before = ""
    for number, event in enumerate(trail(request), start=1):
        event.number, event.previous_digest = number, before
        event.digest = before = events.digest_of(event)
        event.save()
    AppointmentRequest.objects.filter(pk=request.pk).update(
        event_count=number, last_event_digest=before
    )


def change(request):
    trail(request).filter(kind=EventKind.TAKEN).update(by=None)


def take_out(request):
    trail(request).filter(number=3).delete()


def reorder(request):
    for old, new in ((3, 99), (2, 3), (99, 2)):
        trail(request).filter(number=old).update(number=new)


def cut_off(request):
    trail(request).filter(number=4).delete()


@pytest.mark.parametrize("is_counted_anew", [False, True], ids=["plain", "recounted"])
@pytest.mark.parametrize("tamper", [change, take_out, reorder, cut_off])
def test_a_trail_that_was_tampered_with_is_found(looked_at, tamper, is_counted_anew):
    with append_only.lifted():
        tamper(looked_at)
        if is_counted_anew:
            make_the_chain_fit(looked_at)

    is_well, said = verify()

    assert not is_well
    assert looked_at.reference in said


def test_a_request_that_was_taken_out_with_its_whole_trail_is_found(looked_at):
    with append_only.lifted():
        looked_at.notices.all().delete()
        trail(looked_at).delete()
        AppointmentRequest.objects.filter(pk=looked_at.pk).delete()

    is_well, said = verify()

    assert not is_well
    assert f"A request that is gone ({looked_at.pk})" in said


def test_the_desks_trail_cut_off_and_counted_anew_is_found(looked_at):
    with append_only.lifted():
        DeskEvent.objects.filter(number=2).delete()
        first = DeskEvent.objects.get()
        DeskTrail.objects.update(event_count=1, last_event_digest=first.digest)

    assert "The desk: event 2 is not the one under checkpoint 1." in verify()[1]


def test_an_untouched_record_is_whole_and_says_how_far_it_is_sealed(looked_at):
    events.record(looked_at, EventKind.VIEWED, by=None, at=NOON + HOUR)

    is_well, said = verify()

    assert is_well
    assert "Checkpoint 1 of 2026-11-23 18:00 UTC" in said
    assert "1 events came after it" in said


def forge(number):
    """Put an older envelope in place of that of checkpoint `number`."""
    old = Checkpoint.objects.get(number=1).sealed
    Checkpoint.objects.filter(number=number).update(sealed=old)


def swap():
    """Let checkpoints 2 and 3 change places."""
    for old, new in ((2, 9), (3, 2), (9, 3)):
        Checkpoint.objects.filter(number=old).update(number=new)


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (swap, "Checkpoint 2 was changed."),
        (lambda: forge(2), "Checkpoint 2 was changed."),
        (lambda: Checkpoint.objects.filter(number=2).delete(), "2 is missing."),
        (lambda: Checkpoint.objects.filter(number=1).delete(), "1 is missing."),
    ],
    ids=["swapped", "forged", "taken-out", "first-gone"],
)
def test_a_checkpoint_is_neither_forged_nor_taken_out(looked_at, tamper, fault):
    for hours in (2, 3):
        checkpoints.make_due(at=NOON + hours * HOUR)
    with append_only.lifted():
        tamper()

    is_well, said = verify()

    assert not is_well
    assert fault in said


def test_after_a_damaged_checkpoint_the_next_covers_everything_again(looked_at):
    with append_only.lifted():
        Checkpoint.objects.update(sealed=b"damaged")
    checkpoints.make_due(at=NOON + 2 * HOUR)
    with append_only.lifted():
        change(looked_at)
        make_the_chain_fit(looked_at)

    said = verify()[1]

    assert "Checkpoint 1 was changed." in said
    assert f"{looked_at.reference}: event 4 is not the one under checkpoint 2." in said


def test_the_database_keeps_a_checkpoint_but_lets_it_be_sealed_anew(looked_at):
    found = Checkpoint.objects.all()

    for act in (lambda: found.update(number=7), lambda: found._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    found.update(sealed=found.get().sealed)


def test_a_checkpoint_costs_what_changed_and_waits_until_events_have_settled(
    looked_at, django_assert_num_queries
):
    untouched, touched = make_request(), looked_at
    checkpoints.make_due(at=NOON + 2 * HOUR)
    late = NOON + 3 * HOUR
    events.record(touched, EventKind.VIEWED, by=None, at=late)

    with django_assert_num_queries(5):  # nothing has settled yet: an empty one
        checkpoints.make_due(at=late)
    checkpoints.make_due(at=late + HOUR)

    covered = [
        [key for key, _count, _digest in checkpoints._opened(one)["requests"]]
        for one in Checkpoint.objects.all()
    ]
    assert covered == [[touched.pk.hex], [untouched.pk.hex], [], [touched.pk.hex]]


def test_work_makes_checkpoints_every_hour():
    (job,) = [job for job in jobs.REGISTERED if job.name == "checkpoints"]

    assert (job.run, job.every) == (checkpoints.make_due, HOUR)


def test_many_events_take_several_checkpoints_and_none_is_left_out(rosa, monkeypatch):
    monkeypatch.setattr(checkpoints, "EVENTS_AT_ONCE", 2)
    for _ in range(5):
        make_request()

    checkpoints.make_due(at=NOON + HOUR)

    assert checkpoints.standing().events_after == 0
    assert Checkpoint.objects.count() == 3
    assert RequestEvent.objects.count() == 5
