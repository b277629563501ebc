from datetime import timedelta

import pytest
import time_machine

from appointments import form_keys, limits
from appointments.models import AppointmentRequest, Notice
from tests.builders import NOON, make_answers, make_clinic
from tests.html_forms import first_post_form

HOUR = timedelta(hours=1)
ROSA = {
    "for_whom": "me",
    "full_name": "Rosa Méndez",
    "phone": "(360) 555-0187",
    "contact_by": ["call"],
    "returning": "new",
    "adult": "yes",
    "note": "after May 18",
    "privacy_consent": "on",
}


@pytest.fixture(autouse=True)
def clinic(db, settings):
    settings.REQUESTS_PER_HOUR = 6
    return make_clinic()


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def send(client, **changes):
    key = form_keys.new(NOON - timedelta(minutes=4))
    said = ROSA | {"form_key": key, "step": "send"} | changes
    return client.post("/request/", said)


def ask(number, *, network="203.0.113.9", at=NOON):
    answers = make_answers(phone=f"+1360555{number:04}")
    return limits.admits(answers, network=network, at=at)


def test_a_waiting_room_shares_one_network_and_everybody_in_it_may_ask():
    assert [ask(number) for number in range(7)] == [True] * 6 + [False]
    assert ask(7, network="198.51.100.7")
    assert ask(8, at=NOON + HOUR / 6)


def test_one_contact_is_not_asked_for_again_and_again_from_many_networks():
    assert [ask(1, network=f"203.0.113.{n}") for n in range(2)] == [True, False]


def test_a_refusal_costs_the_network_nothing():
    for _again in range(20):
        ask(1)

    assert [ask(number) for number in range(2, 7)] == [True] * 5


def test_zero_means_no_limit(settings):
    settings.REQUESTS_PER_HOUR = 0

    assert all(ask(1) for _again in range(50))


def test_a_limited_person_sees_the_telephone_keeps_the_words_and_can_send_later(
    client, monday_morning, settings
):
    settings.REQUESTS_PER_HOUR = 12
    send(client)
    send(client)

    page = send(client, note="my words")
    kept = first_post_form(page)
    monday_morning.shift(HOUR / 2)
    later = client.post("/request/", kept)

    html = page.content.decode()
    assert (page.status_code, page["Retry-After"]) == (429, "1800")
    assert "send it again in 30 minutes" in html
    assert kept["note"] == ["my words"]
    assert 'href="tel:+13605550142"' in html
    assert 'href="tel:988"' in html
    assert later.status_code == 303


def test_a_form_that_arrived_is_never_limited(client):
    key = form_keys.new(NOON - timedelta(minutes=4))
    first = send(client, form_key=key)

    again = [send(client, form_key=key) for _more in range(10)]

    assert {page["Location"] for page in again} == {first["Location"]}


def test_what_is_held_for_the_trap_mails_nobody_and_what_is_quick_is_acknowledged(
    client, settings
):
    settings.REQUESTS_PER_HOUR = 0
    mailed = {"email": "rosa@example.org", "contact_by": ["email"]}

    send(client, website="x", **mailed)
    assert Notice.objects.count() == 0
    send(client, form_key=form_keys.new(NOON), **mailed)

    assert AppointmentRequest.objects.filter(state="held").count() == 2
    assert {notice.kind for notice in Notice.objects.all()} == {
        "acknowledgement",
        "staff_new_request",
    }
