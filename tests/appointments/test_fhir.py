import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from appointments import closing, exports, offering, retention, triage
from appointments.choices import ForWhom
from appointments.models import AppointmentRequest, EventKind
from clinic_site import shell
from clinic_site.models import Clinic
from tests.appointments.desk_pages import again
from tests.builders import NOON, make_clinic, make_person, make_request

HOUR = timedelta(hours=1)
HELPER = {
    "helper_name": "Luz Vega",
    "helper_relationship": "friend",
    "helper_phone": "+13605550111",
    "helper_knows": "yes",
    "helper_consent": True,
}
PROVIDER = {
    "provider_name": "Dr. Noor",
    "provider_practice": "Bay Practice",
    "provider_phone": "+13605550122",
    "provider_npi": "1234567893",
    "provider_consent": True,
}
ASKERS = {ForWhom.ME: {}, ForWhom.HELPER: HELPER, ForWhom.PROVIDER: PROVIDER}
WISHES = [
    {"date": "2026-12-01", "part": "afternoon"},
    {"date": "2026-11-30", "part": ""},
    {"date": "", "part": "morning"},
]


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture
def rosa():
    return make_person("practice_manager")


def exported(request, **options):
    return exports.as_fhir(again(request), by=None, at=NOON, **options)


def resources(bundle):
    return {
        entry["resource"]["resourceType"]: entry["resource"]
        for entry in bundle["entry"]
    }


def held(for_whom, rosa):
    return make_request(for_whom=for_whom, suspicions=["too_fast"], **ASKERS[for_whom])


def received(for_whom, rosa):
    return make_request(for_whom=for_whom, preferred=WISHES, **ASKERS[for_whom])


def in_triage(for_whom, rosa):
    request = received(for_whom, rosa)
    triage.take(request, by=rosa, at=NOON)
    return request


def waiting(for_whom, rosa):
    request = in_triage(for_whom, rosa)
    triage.wait_for_patient(request, reason="referral", by=rosa, at=NOON)
    return request


def booked(for_whom, rosa):
    request = in_triage(for_whom, rosa)
    offering.book(request, starts_at=NOON + 48 * HOUR, minutes=45, by=rosa, at=NOON)
    return request


def withdrawn(for_whom, rosa):
    request = in_triage(for_whom, rosa)
    closing.close(request, outcome="withdrawn", by=rosa, at=NOON)
    return request


def unreachable(for_whom, rosa):
    request = in_triage(for_whom, rosa)
    closing.close(request, outcome="unreachable", by=rosa, at=NOON)
    return request


def declined(for_whom, rosa):
    request = in_triage(for_whom, rosa)
    closing.decline(request, because="no_room", words="Ask in May.", by=rosa, at=NOON)
    return request


def duplicate(for_whom, rosa):
    request = in_triage(for_whom, rosa)
    other = received(for_whom, rosa)
    closing.close_as_duplicate(request, of=other, by=rosa, at=NOON)
    return request


STATES = {
    held: "proposed",
    received: "proposed",
    in_triage: "proposed",
    waiting: "pending",
    booked: "booked",
    withdrawn: "cancelled",
    unreachable: "cancelled",
    declined: "cancelled",
    duplicate: "cancelled",
}
WHY = {"withdrawn": "pat", "declined": "prov"}  # the others have no code of their own


@pytest.mark.parametrize("for_whom", ASKERS)
def test_every_state_of_every_asker_is_valid_fhir(for_whom, rosa):
    from fhir.resources.R4B.bundle import Bundle

    for stand, status in STATES.items():
        bundle = exported(stand(for_whom, rosa), with_note=True)

        read = Bundle.model_validate(bundle)
        appointment = resources(bundle)["Appointment"]
        assert read.type == "collection"
        assert appointment["status"] == status
        assert _codes_of_cancelling(appointment) <= {WHY.get(stand.__name__, "other")}
        assert _says_its_time(appointment)
        assert _references(bundle) <= {entry["fullUrl"] for entry in bundle["entry"]}


def _says_its_time(appointment):
    """R4: only what is proposed or cancelled may say nothing of start and end."""
    said = {name.lstrip("_") for name in appointment} & {"start", "end"}
    reason = "cancelationReason" in appointment
    is_cancelled = appointment["status"] == "cancelled"
    may_be_silent = appointment["status"] in ("proposed", "cancelled")
    return reason == is_cancelled and (said == {"start", "end"} or may_be_silent)


def _codes_of_cancelling(appointment):
    coding = appointment.get("cancelationReason", {}).get("coding", [])
    return {one["code"] for one in coding}


def _references(part):
    if isinstance(part, list):
        return set().union(*(_references(one) for one in part))
    if not isinstance(part, dict):
        return set()
    mine = {part["reference"]} if part.get("reference", "#")[0] != "#" else set()
    return mine.union(*(_references(one) for one in part.values()))


def test_wishes_are_ranked_and_every_time_names_its_zone(rosa):
    appointment = resources(exported(received("me", rosa)))["Appointment"]

    assert appointment["requestedPeriod"] == [
        {"start": "2026-12-01T14:00:00-08:00", "end": "2026-12-01T23:59:59-08:00"},
        {"start": "2026-11-30", "end": "2026-11-30"},
    ]
    assert "Any day: Morning" in appointment["comment"]
    assert datetime.fromisoformat(appointment["created"]) == NOON


def test_a_booked_time_has_its_start_and_end(rosa):
    appointment = resources(exported(booked("me", rosa)))["Appointment"]

    start = datetime.fromisoformat(appointment["start"])
    assert start == NOON + 48 * HOUR
    assert datetime.fromisoformat(appointment["end"]) == start + timedelta(minutes=45)


def test_only_the_ways_that_the_person_allowed_leave_with_their_rule():
    request = make_request(
        phone="+13605550187",
        email="rosa@example.org",
        contact_by=["text"],
        hide_clinic=True,
        safe_contact="only_at",
        safe_parts=["midday"],
    )

    found = resources(exported(request))

    assert found["Patient"]["telecom"] == [{"system": "sms", "value": "+13605550187"}]
    assert "Never say or show the clinic’s name." in found["Appointment"]["comment"]
    assert "Midday, 11 to 2" in found["Appointment"]["comment"]


def test_language_and_what_makes_it_easier_leave_too():
    request = make_request(language="es", access_needs=["interpreter", "step_free"])

    found = resources(exported(request))

    language = found["Patient"]["communication"][0]["language"]
    assert language["coding"][0]["code"] == "es"
    assert found["Patient"]["extension"][0]["valueBoolean"] is True
    said = [one["text"] for one in found["ServiceRequest"]["orderDetail"]]
    assert said == ["An interpreter", "A way in without steps"]


def test_the_note_leaves_only_when_somebody_wishes_it():
    request = make_request(note="after May 18")

    assert "after May 18" not in json.dumps(exported(request))
    found = resources(exported(request, with_note=True))
    assert found["ServiceRequest"]["note"][0]["text"] == "after May 18"


def test_why_a_request_is_read_first_stays_at_the_clinic():
    request = make_request(note="I want to kill myself")
    assert request.lane == "read_first"

    bundle = json.dumps(exported(request))

    assert "first" not in bundle
    assert "crisis" not in bundle


def test_what_belongs_to_nobody_is_marked_as_such():
    assert "HTEST" not in json.dumps(exported(make_request()))

    Clinic.objects.update(is_demonstration=True)
    shell.forget_all()

    bundle = exported(make_request())
    marked = [bundle, *resources(bundle).values()]
    assert {one["meta"]["tag"][0]["code"] for one in marked} == {"HTEST"}


def test_an_export_is_on_record_and_the_same_each_time(rosa):
    request = received("me", rosa)

    first, second = exported(request), exported(request)

    assert first == second
    events = request.events.filter(kind=EventKind.EXPORTED)
    assert [event.facts["format"] for event in events] == ["fhir", "fhir"]


def test_what_was_erased_or_damaged_is_refused_in_words():
    erased, damaged = make_request(), make_request()
    closing.close(erased, outcome="declined", by=make_person("front_desk"), at=NOON)
    retention.erase(again(erased), at=NOON, facts={"why": "test"})
    AppointmentRequest.objects.filter(pk=damaged.pk).update(sealed=b"broken")

    for request, words in [(erased, "was erased"), (damaged, "is damaged")]:
        with pytest.raises(exports.CannotBeExported, match=words):
            exported(request)
        assert not request.events.filter(kind=EventKind.EXPORTED).exists()


def test_the_command_prints_a_bundle_and_knows_no_unknown_reference():
    request, said = make_request(), StringIO()

    call_command("export_fhir", request.reference.lower(), stdout=said)

    assert json.loads(said.getvalue())["resourceType"] == "Bundle"
    assert request.events.last().kind == EventKind.EXPORTED
    with pytest.raises(CommandError, match="No request"):
        call_command("export_fhir", "AAAA-AAAA")
