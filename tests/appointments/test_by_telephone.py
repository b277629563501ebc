"""Requests that staff take on the telephone: same questions and promise, on record."""

import pytest

from appointments import sealed_requests
from appointments.models import AppointmentRequest, ConsentText, EventKind
from tests.builders import make_person
from tests.html_forms import last_post_form

pytestmark = pytest.mark.usefixtures("clinic_at_noon")
PAGE = "/admin/appointments/appointmentrequest/by-telephone/"
SAID = {
    "full_name": "Kim Ash",
    "phone": "(360) 555-0110",
    "contact_by": ["call"],
    "voicemail": "no",
    "returning": "new",
    "adult": "yes",
    "privacy_consent": "on",
}


@pytest.fixture
def rosa(client):
    person = make_person("front_desk", first_name="Rosa", last_name="Delgado")
    client.force_login(person)
    return person


def send(client, spoken="en", **said):
    page = client.get(PAGE, {"spoken": spoken})
    hidden = {"form_key": page.context["form"].form_key, "spoken": spoken}
    return client.post(PAGE, SAID | hidden | said, follow=True)


def test_a_call_becomes_a_request_with_the_same_promise_on_record(client, rosa):
    page = send(client)

    request = AppointmentRequest.objects.get()
    event = request.events.get(kind=EventKind.RECEIVED)
    assert (request.source, request.state) == ("telephone", "received")
    assert (event.by, event.facts["suspicions"]) == (rosa, [])
    assert f"Tell them: reference {request.reference}" in page.content.decode()
    assert sealed_requests.opened(request)["answers"]["phone"] == "+13605550110"


def test_the_consent_is_recorded_in_the_words_that_were_read_aloud(client, rosa):
    page = client.get(PAGE, {"spoken": "es"}).content.decode()
    send(client, spoken="es")

    request = AppointmentRequest.objects.get()
    consents = sealed_requests.opened(request)["consents"]
    assert {one["language"] for one in consents} == {"es"}
    for one in consents:
        named = {name: one[name] for name in ("kind", "language", "version")}
        assert ConsentText.objects.get(**named).text in page


def test_a_call_in_spanish_is_asked_in_spanish_and_nothing_typed_is_lost(client, rosa):
    asked = client.post(PAGE, SAID | {"to_spoken": "es", "note": "Los martes."})
    for_her = client.post(PAGE, last_post_form(asked) | {"to_asked_in": "en"})

    for page, question in ((asked, ">Nombre<"), (for_her, ">Name<")):
        words = page.content.decode()
        assert page.context["form"].spoken == "es"
        assert question in words
        assert "Los martes." in words
        assert 'value="Kim Ash"' in words
        assert "Store this request" in words
    assert not AppointmentRequest.objects.exists()


def test_for_another_asker_what_was_typed_travels_along(client, rosa):
    page = client.post(PAGE, SAID | {"to_for": "helper", "helper_name": "Luz"})
    back = client.post(PAGE, last_post_form(page) | {"to_for": "me"})

    assert 'value="Luz"' in page.content.decode()
    assert last_post_form(back)["helper_name"] == ["Luz"]
    assert "privacy_consent" not in last_post_form(back)


def test_without_the_words_read_aloud_nothing_is_stored_and_nothing_lost(client, rosa):
    page = send(client, privacy_consent="", note="Tuesdays are best.")

    assert page.status_code == 422
    assert "Read the words aloud, then tick the box." in page.content.decode()
    assert "Tuesdays are best." in page.content.decode()
    assert not AppointmentRequest.objects.exists()


def test_words_of_distress_put_a_call_first_as_on_the_website(client, rosa):
    page = send(client, note="I want to die")

    assert AppointmentRequest.objects.get().lane == "read_first"
    assert "stay on the line" in page.content.decode()


def test_the_same_page_sent_twice_is_one_request(client, rosa):
    key = client.get(PAGE).context["form"].form_key

    for _ in range(2):
        client.post(PAGE, SAID | {"form_key": key, "spoken": "en"})

    assert AppointmentRequest.objects.count() == 1


@pytest.mark.parametrize("role", ["auditor", "editor"])
def test_who_does_not_answer_requests_takes_none(client, role):
    client.force_login(make_person(role))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, SAID).status_code == 403


def test_what_was_typed_survives_the_end_of_the_session(client, rosa):
    key = client.get(PAGE).context["form"].form_key
    client.logout()

    page = client.post(
        PAGE, SAID | {"form_key": key}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert page.status_code == 403
    assert "Kim Ash" in page.content.decode()
