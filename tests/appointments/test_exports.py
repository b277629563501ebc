import csv
import io
import json
from datetime import timedelta

import pytest

from appointments import closing, exports, retention, taken_out
from appointments.models import AppointmentRequest, DeskEvent, EventKind
from clinic_site import tables
from tests.appointments.desk_pages import LIST
from tests.builders import NOON, make_person, make_request

pytestmark = pytest.mark.usefixtures("clinic_at_noon")
EXPORT = f"{LIST}export/"
DAY = timedelta(days=1)
SENT = {
    "full_name": "Plantina Secretperson",
    "phone": "+13605550199",
    "note": "planted words",
}


@pytest.fixture
def as_manager(client):
    client.force_login(make_person("practice_manager"))
    return client


def wish(**said):
    days = {"first": "2026-11-01", "last": "2026-11-23"}
    return {**days, "format": "csv", "request": ["reference", "state"]} | said


def got(response):
    return b"".join(response.streaming_content).decode()


def rows_of(response):
    return list(csv.DictReader(io.StringIO(got(response).removeprefix("\ufeff"))))


def test_a_table_holds_what_was_chosen_and_nothing_else(as_manager):
    request = make_request(**SENT)

    response = as_manager.post(EXPORT, wish())

    assert response["Content-Disposition"] == 'attachment; filename="requests.csv"'
    assert "no-store" in response["Cache-Control"]
    assert rows_of(response) == [{"reference": request.reference, "state": "received"}]


def test_no_box_about_the_person_is_ticked_at_first(as_manager):
    form = as_manager.get(EXPORT).context["form"]

    ticked = {name: form[name].initial for name in ("wishes", "contact", "note")}
    assert set(map(bool, ticked.values())) == {False}


def test_the_rule_goes_with_every_number(as_manager):
    make_request(**SENT, hide_clinic=True)

    (row,) = rows_of(as_manager.post(EXPORT, wish(contact=["phone"])))

    assert row["phone"] == "(360) 555-0199"
    assert "Never say or show" in row["contact_rule"]
    assert "note" not in row
    assert "full_name" not in row


def test_days_and_state_choose_which_requests_leave(as_manager):
    yesterday = make_request(at=NOON - DAY)
    make_request(at=NOON - 9 * DAY)
    closed = make_request()
    closing.close(closed, outcome="declined", by=make_person("front_desk"), at=NOON)

    days = {"first": "2026-11-20", "last": "2026-11-23", "format": "json"}
    answers = [
        json.loads(got(as_manager.post(EXPORT, wish(**days, state=state))))
        for state in ("", "open", "closed")
    ]

    found = [[row["reference"] for row in rows] for rows in answers]
    both = [yesterday.reference, closed.reference]
    assert found == [both, both[:1], both[1:]]


def test_an_export_is_one_act_and_an_event_on_each_request_in_it(as_manager):
    inside, outside = make_request(), make_request(at=NOON - 30 * DAY)

    as_manager.post(EXPORT, wish(contact=["phone"]))

    act = DeskEvent.objects.get()
    assert act.facts["rows"] == 1
    assert "phone" in act.facts["fields"]
    last = inside.events.last()
    assert (last.kind, last.facts["desk_event"]) == (EventKind.EXPORTED, act.number)
    assert not outside.events.filter(kind=EventKind.EXPORTED).exists()


def test_erased_and_damaged_requests_leave_as_what_is_left_of_them():
    erased, damaged = make_request(**SENT), make_request(**SENT)
    rosa = make_person("front_desk")
    closing.close(erased, outcome="declined", by=rosa, at=NOON)
    retention.erase(
        AppointmentRequest.objects.get(pk=erased.pk), at=NOON, facts={"why": "test"}
    )
    AppointmentRequest.objects.filter(pk=damaged.pk).update(sealed=b"broken")

    rows = exports.rows(
        AppointmentRequest.objects.order_by("state"),
        ["reference", "phone", "note"],
        format="csv",
        by=rosa,
        at=NOON,
    )

    found = [(row["reference"], row["phone"], row["what_was_sent"]) for row in rows]
    assert found == [
        (erased.reference, "", "erased"),
        (damaged.reference, "", "cannot be opened"),
    ]


def test_more_than_a_file_may_hold_is_refused_before_anything_leaves(
    as_manager, monkeypatch
):
    make_request()
    make_request()
    monkeypatch.setattr(exports, "MOST_REQUESTS", 1)

    response = as_manager.post(EXPORT, wish())

    assert response.status_code == 422
    assert "Choose fewer days" in response.content.decode()
    assert not DeskEvent.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"request": []}, "at least one thing"),
        ({"last": "2026-10-01"}, "before the first"),
        ({"first": "soon"}, "Say a day."),
        ({"contact": ["sealed"]}, "valid choice"),
    ],
)
def test_a_choice_that_makes_no_file_is_said_on_the_page(as_manager, said, words):
    response = as_manager.post(EXPORT, wish(**said))

    assert response.status_code == 422
    assert words in response.content.decode()


@pytest.mark.parametrize(
    "planted",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1", "＠A",
        " =1", "\u200b=1", "\u202e=1", "\ufeff@x", "|calc", "%0A=1",
    ],
)  # fmt: skip
def test_no_cell_can_act_in_a_spreadsheet(planted):
    assert tables.defused(planted) == f"'{planted}"


def test_ordinary_words_stay_as_they_are():
    for words in [
        "Rosa Méndez",
        "(360) 555-0199",
        "2026-11-23T09:00:00-08:00",
        "",
        "é",
    ]:
        assert tables.defused(words) == words


def test_every_field_can_be_taken_of_every_request():
    make_request(preferred=[{"date": "2026-12-01", "part": ""}], **SENT)

    rows = exports.rows(
        AppointmentRequest.objects.all(),
        list(taken_out.FIELDS),
        format="json",
        by=make_person("practice_manager"),
        at=NOON,
    )

    (row,) = json.loads("".join(tables.as_json(list(taken_out.FIELDS), rows)))
    assert row["note"] == "planted words"
    assert row["preferred"].startswith("Tue, December 1")


# -- One request, for another system -----------------------------------------------


def test_a_bundle_is_downloaded_by_a_post_and_kept_nowhere(as_manager):
    request = make_request(**SENT)
    address = f"{LIST}{request.pk}/fhir/"

    response = as_manager.post(address)

    assert as_manager.get(address).status_code == 405
    assert response["Content-Type"] == "application/fhir+json"
    assert "no-store" in response["Cache-Control"]
    assert request.reference not in response["Content-Disposition"]
    assert "planted words" not in response.content.decode()
    with_note = as_manager.post(address, {"with_note": "1"}).content.decode()
    assert "planted words" in with_note


def test_a_request_that_cannot_leave_says_why_on_its_page(as_manager):
    request = make_request()
    AppointmentRequest.objects.filter(pk=request.pk).update(sealed=b"broken")

    response = as_manager.post(f"{LIST}{request.pk}/fhir/")

    assert response.status_code == 422
    assert "damaged, or its key" in response.content.decode()


def test_the_front_desk_takes_nothing_out(client):
    client.force_login(make_person("front_desk"))
    request = make_request()

    assert client.get(EXPORT).status_code == 403
    assert client.post(f"{LIST}{request.pk}/fhir/").status_code == 403
    assert "/fhir/" not in client.get(f"{LIST}{request.pk}/change/").content.decode()
