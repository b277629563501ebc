import csv
import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from appointments import audit, by_patient, closing, events, holds, triage
from appointments.models import AppointmentRequest, DeskEvent, EventKind, LegalHold
from clinic_site import tables
from tests.builders import NOON, make_clinic, make_person, make_request

RECORD = "/admin/appointments/requestevent/"
DESK = "/admin/appointments/deskevent/"
KEPT = "/admin/appointments/keptrequest/"
DAY = timedelta(days=1)
PLANTED = {"full_name": "Plantina Secretperson", "note": "planted words about sleep"}


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


@pytest.fixture
def auditor(client):
    person = make_person("auditor", username="=auditor")
    client.force_login(person)
    return person


@pytest.fixture
def manager(client):
    person = make_person("practice_manager", first_name="Ines")
    client.force_login(person)
    return person


def shown(response):
    return [
        (event.kind, event.request.reference)
        for event in response.context["cl"].result_list
    ]


# -- The record --------------------------------------------------------------------


def test_the_auditor_finds_by_who_what_when_and_reference(client, auditor, rosa):
    first, other = make_request(), make_request(at=NOON - 3 * DAY)
    triage.take(first, by=rosa, at=NOON)

    by_whom = shown(client.get(RECORD, {"by": rosa.pk}))
    what = shown(client.get(RECORD, {"kind__exact": "taken"}))
    when = shown(client.get(RECORD, {"since": "2026-11-20", "until": "2026-11-20"}))
    one = shown(client.get(RECORD, {"q": other.reference.lower()}))

    assert by_whom == what == [("taken", first.reference)]
    assert when == one == [("received", other.reference)]


def test_looking_for_a_reference_in_the_record_is_on_record(client, auditor):
    request = make_request()

    client.get(RECORD, {"q": request.reference})

    found = DeskEvent.objects.get()
    assert (found.kind, found.by) == ("searched", auditor)
    assert found.facts == {"index": "reference", "found": 1}


@pytest.mark.parametrize("query", ["by=x", "since=yesterday", "until=2026-13-40"])
def test_a_filter_that_means_nothing_narrows_nothing(client, auditor, query):
    make_request()

    response = client.get(f"{RECORD}?{query}")

    assert len(shown(response)) == 1


def test_what_is_taken_along_is_what_the_filters_show_and_on_record(
    client, auditor, rosa
):
    request = make_request(**PLANTED)
    triage.take(request, by=rosa, at=NOON)

    response = client.post(f"{RECORD}export/json/?kind__exact=taken")
    text = b"".join(response.streaming_content).decode()

    (row,) = json.loads(text)
    assert (row["kind"], row["reference"]) == ("taken", request.reference)
    assert (row["by"], row["number"]) == (rosa.get_username(), 2)
    for planted in PLANTED.values():
        assert planted not in text
    found = DeskEvent.objects.get()
    assert (found.kind, found.by, found.facts["rows"]) == ("exported", auditor, 1)
    assert found.facts["fields"] == list(row)


@pytest.mark.parametrize("list_url", [RECORD, DESK])
def test_both_buttons_stand_in_a_form_that_a_browser_keeps(client, auditor, list_url):
    make_request()
    audit.searched("name", found=0, by=auditor, at=NOON)

    page = client.get(list_url).content.decode()

    # A form within a form is dropped, and its buttons then send the outer one.
    tags = re.findall(r"<(/?form)\b|export/(csv|json)/", page)
    within = "".join({"form": "<", "/form": ">"}.get(tag, way) for tag, way in tags)
    assert "<<" not in within
    assert "<csvjson>" in within


def test_the_record_in_a_spreadsheet_runs_no_formula(client, auditor):
    make_request()
    audit.searched("name", found=0, by=auditor, at=NOON)

    response = client.post(f"{DESK}export/csv/")
    text = b"".join(response.streaming_content).decode()

    head, *rows = csv.reader(text.removeprefix(tables.BYTE_ORDER_MARK).splitlines())
    assert head == ["at", "by", "kind", "number", "facts", "digest"]
    assert [row[1:4] for row in rows] == [["'=auditor", "searched", "1"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "\r=1", "|cmd", "%0a"]
)
def test_a_cell_that_begins_like_a_formula_is_defused(text):
    (_head, line) = tables.as_csv(["a"], [{"a": text}])

    assert next(csv.reader([line.replace("\r\n", "")]))[0][:1] == "'" or "'" in line[:2]


def test_an_empty_table_is_still_json():
    assert json.loads("".join(tables.as_json(["a"], []))) == []


def test_the_record_takes_as_many_queries_for_three_events_as_for_one(
    client, auditor, rosa, django_assert_max_num_queries
):
    make_request()
    with django_assert_max_num_queries(11):
        client.get(RECORD)
    for _ in range(3):
        triage.take(make_request(), by=rosa, at=NOON)

    with django_assert_max_num_queries(11):
        client.get(RECORD)


# -- What is erased next -------------------------------------------------------------


def make_closed(by, *, at=NOON):
    request = make_request(at=at)
    triage.take(request, by=by, at=at)
    closing.close(request, outcome="declined", by=by, at=at)
    return request


def page(request):
    return reverse("admin:appointments_keptrequest_hold", args=[request.pk])


def test_the_desk_sees_what_is_erased_next_and_on_which_day(client, manager, rosa):
    later, sooner = make_closed(rosa), make_closed(rosa, at=NOON - 9 * DAY)
    make_request()

    response = client.get(KEPT)

    rows = [row.reference for row in response.context["cl"].result_list]
    assert rows == [sooner.reference, later.reference]
    assert "Feb. 12, 2027" in response.content.decode()


def test_a_manager_puts_a_hold_with_a_reason_and_lifts_it(client, manager, rosa):
    request = make_closed(rosa)

    refused = client.post(page(request), {"reason": ""})
    client.post(page(request), {"reason": "A planted subpoena"})
    held = client.get(page(request)).content.decode()
    on_hold = client.get(f"{KEPT}?view=hold").context["cl"].result_count
    client.post(page(request), {"lift": "yes"})
    client.post(page(request), {"lift": "yes"})

    assert refused.status_code == 422
    assert "A planted subpoena" in held
    assert "not while the hold stands" in held
    assert on_hold == 1
    assert LegalHold.objects.get().lifted_by == manager


def test_the_front_desk_sees_the_hold_but_neither_its_reason_nor_a_way_to_lift_it(
    client, rosa
):
    request = make_closed(rosa)
    boss = make_person("practice_manager")
    holds.put(request, reason="A planted subpoena", by=boss, at=NOON)
    client.force_login(rosa)

    held = client.get(page(request)).content.decode()
    answer = client.post(page(request), {"lift": "yes"})

    assert "On legal hold" in held
    assert "subpoena" not in held
    assert "Lift the hold" not in held
    assert answer.status_code == 403
    assert request.events.filter(kind=EventKind.VIEWED, by=rosa).count() == 1


def test_a_wish_that_waits_stands_in_a_list_of_its_own(client, manager, rosa):
    request = make_closed(rosa)
    holds.put(request, reason="A claim", by=manager, at=NOON)
    by_patient.erase(request, at=NOON)

    response = client.get(f"{KEPT}?view=asked")

    assert [row.reference for row in response.context["cl"].result_list] == [
        request.reference
    ]
    assert list(events.faults()) == []
    assert not AppointmentRequest.objects.get().is_erased
