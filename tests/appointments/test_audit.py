from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from appointments import audit, events
from appointments.models import AppointmentRequest, DeskEvent, DeskTrail, EventKind
from clinic_site import append_only
from tests.builders import NOON, make_clinic, make_person, make_request


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture
def rosa():
    return make_person("front_desk")


def search(by, found=1):
    return audit.searched("phone", found=found, by=by, at=NOON)


def export(by, requests=None, rows=2):
    return audit.exported(
        "requests",
        format="csv",
        fields=["reference", "state"],
        rows=rows,
        by=by,
        at=NOON,
        requests=requests,
    )


def test_a_search_is_kept_with_its_index_and_count_and_never_its_words(rosa):
    event = search(rosa, found=3)

    kept = DeskEvent.objects.get()
    assert (kept.number, kept.kind, kept.by, kept.at) == (1, "searched", rosa, NOON)
    assert kept.facts == {"index": "phone", "found": 3}
    assert kept.digest == event.digest


def test_what_is_exported_counts_on_each_request_that_was_in_it(rosa):
    inside, also, outside = make_request(), make_request(), make_request()
    taken = AppointmentRequest.objects.filter(pk__in=[inside.pk, also.pk])

    export(rosa, taken)

    found = inside.events.get(kind=EventKind.EXPORTED)
    assert (found.by, found.facts["desk_event"]) == (rosa, 1)
    assert also.events.filter(kind=EventKind.EXPORTED).count() == 1
    assert not outside.events.filter(kind=EventKind.EXPORTED).exists()
    assert [*events.faults(), *audit.faults()] == []


def test_two_who_search_at_once_stand_one_after_the_other(rosa, at_once):
    answers = at_once(*[lambda: search(rosa)] * 6)

    assert sorted(event.number for event in answers) == [1, 2, 3, 4, 5, 6]
    assert list(audit.faults()) == []


def test_the_database_refuses_to_change_or_cut_what_the_desk_did(rosa):
    search(rosa)

    for act in (
        lambda: DeskEvent.objects.update(facts={}),
        lambda: DeskEvent.objects.all()._raw_delete("default"),
        lambda: DeskTrail.objects.update(event_count=0),
        lambda: DeskTrail.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (lambda: DeskEvent.objects.filter(number=2).update(facts={}), "2 was changed"),
        (lambda: DeskEvent.objects.filter(number=2).delete(), "2 is missing"),
        (lambda: DeskEvent.objects.filter(number=3).delete(), "do not end here"),
    ],
    ids=["changed", "taken-out", "cut-off"],
)
def test_a_break_in_the_chain_of_the_desk_is_found(rosa, tamper, fault):
    for _ in range(3):
        search(rosa)
    said = StringIO()
    with append_only.lifted():
        tamper()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_events", stdout=said)

    assert ended.value.code == 1
    assert fault in said.getvalue()
