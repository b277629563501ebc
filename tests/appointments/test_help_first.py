import re
from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from appointments import form_keys, sealed_requests
from appointments.models import AppointmentRequest, Lane, Notice, NoticeKind
from tests.builders import NOON, make_clinic
from tests.html_forms import first_post_form

ROSA = {
    "for_whom": "me",
    "full_name": "Rosa Méndez",
    "phone": "(360) 555-0187",
    "contact_by": ["call"],
    "returning": "new",
    "adult": "yes",
    "note": "I want to die",
    "privacy_consent": "on",
}
REACH_OUT = "If you might hurt yourself, please reach out now"


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOON, tick=False):
        yield


def check(client, address="/request/", **changes):
    key = form_keys.new(NOON - timedelta(minutes=4))
    return client.post(address, ROSA | {"form_key": key} | changes)


def send(client, **changes):
    return client.post("/request/", first_post_form(check(client, **changes)))


def words_of(page):
    html = page.content.decode()
    html = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_on_the_page_to_check_help_comes_before_the_answers(client):
    words = words_of(check(client))

    assert words.index(REACH_OUT) < words.index("Rosa Méndez")
    assert "Nothing is sent yet. Help is here any time." in words
    assert "We got your message" not in words


@pytest.mark.parametrize(
    ("note", "heading", "first", "then"),
    [
        ("I feel hopeless", "Feeling very low?", "tel:988", "tel:911"),
        ("chest pain", "If this is happening now, call 911", "tel:911", "tel:988"),
        ("he will hurt me", "If it is safe for you", "tel:988", "tel:911"),
        ("hurt someone", "If somebody could get hurt", "tel:911", "tel:988"),
        ("my son is suicidal", "If somebody might not be safe", "tel:988", "tel:911"),
    ],
)
def test_the_help_fits_the_words(client, note, heading, first, then):
    html = check(client, note=note).content.decode()
    panel = html[html.index('class="help-first"') :]

    assert heading in panel
    assert panel.index(first) < panel.index(then)


def test_only_where_it_can_be_sent_below_does_the_help_say_so(client):
    assert "You can still send it below." in words_of(check(client))
    assert "still send it below" not in words_of(check(client, adult="no"))


def test_gentle_help_is_not_called_advice(client):
    words = words_of(check(client, note="my husband hits me"))

    assert "advice" not in words
    assert "Worried about someone?" not in words


def test_whoever_asks_for_another_reads_what_to_do_for_them(client):
    words = words_of(check(client, note="my son is suicidal"))

    assert "Worried about someone? You can call 988 for them." in words


def test_ordinary_words_leave_help_where_it_always_is(client):
    page = check(client, note="after May 18")

    assert 'class="help-first"' not in page.content.decode()
    assert "This form is not for emergencies" in words_of(page)


def test_spanish_words_count_on_the_english_page_and_the_reverse(client):
    assert REACH_OUT in words_of(check(client, note="quiero morir"))
    spanish = words_of(check(client, "/es/request/"))
    assert "Si piensa en hacerse daño, pida ayuda ahora" in spanish


def test_help_comes_first_on_a_page_of_mistakes_too(client):
    assert REACH_OUT in words_of(check(client, full_name=""))


def test_help_comes_first_for_somebody_under_18(client):
    assert REACH_OUT in words_of(check(client, adult="no"))


def test_nothing_blocks_and_the_received_page_says_we_got_it(client):
    sent = send(client)
    words = words_of(client.get(sent["Location"]))

    assert sent.status_code == 303
    assert words.index(REACH_OUT) < words.index("Your reference")
    assert "We got your message." in words
    assert "Nothing is sent yet" not in words


def test_a_form_sent_twice_shows_the_help_both_times(client):
    to_send = first_post_form(check(client))
    client.post("/request/", to_send)

    again = client.post("/request/", to_send)

    assert REACH_OUT in words_of(client.get(again["Location"]))


def test_staff_read_it_first_and_sooner_and_no_column_says_why(client):
    send(client)

    request = AppointmentRequest.objects.get()
    because = sealed_requests.opened(request)["read_first_because"]
    assert request.lane == Lane.READ_FIRST
    assert request.respond_by == NOON + timedelta(hours=2)
    assert because == {"level": 1, "kind": "crisis", "for_another": False}
    assert request.events.get().facts["allowance_hours"] == 2
    assert [n.kind for n in Notice.objects.all()] == [NoticeKind.STAFF_READ_FIRST]
    assert "crisis" not in str(request.events.get().facts)


def test_the_shorter_promise_waits_for_safe_hours_too(client):
    send(client, safe_contact="only_at", safe_parts=["afternoon"])

    promised = AppointmentRequest.objects.get().respond_by
    assert promised == NOON + timedelta(hours=8)  # the clinic closes at 5


def test_to_be_read_first_never_means_to_be_answered_later(client, clinic):
    clinic.answer_within_hours = 1
    clinic.save()

    send(client)

    assert AppointmentRequest.objects.get().respond_by == NOON + timedelta(hours=1)


def test_nobody_is_told_that_words_are_read_by_a_machine(client):
    pages = [check(client), check(client, note="I feel hopeless")]
    pages.append(client.get(send(client)["Location"]))

    for page in pages:
        words = words_of(page).lower()
        for telling in ("detect", "flag", "risk", "automatic", "keyword"):
            assert telling not in words


def test_the_cookie_and_its_length_give_nothing_away(client):
    flagged = send(client).cookies["receipt"].value
    plain = send(client, note="after May 18").cookies["receipt"].value

    assert len(flagged) == len(plain)
    assert b"crisis" not in urlsafe_b64decode(flagged)


def test_no_table_holds_the_words(client):
    send(client)

    with connection.cursor() as cursor:
        for model in (AppointmentRequest, Notice):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            assert "want to die" not in str(cursor.fetchall())
