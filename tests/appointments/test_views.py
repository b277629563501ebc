import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appointments import form_keys
from appointments.models import AppointmentRequest, RequestState
from clinic_site import shell
from clinic_site.models import OpeningHours, SiteVersion, Treatment
from tests.builders import NOON, make_clinic
from tests.html_forms import first_post_form

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
FREE = ["full_name", "ask_for", "email", "phone", "referred", "note"]
CHOSEN = ["for_whom", "adult", "contact_by", "safe_parts", "preferred_1_date", "step"]
KEY = form_keys.new(NOON - timedelta(minutes=4))
UNKNOWN_OUTCOME = (
    "We cannot tell whether it reached us. Send again: you will not be entered twice."
)


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def check(client, *, key=None, **changes):
    key = key or form_keys.new(NOON - timedelta(minutes=4))
    return client.post("/request/", ROSA | {"form_key": key} | changes)


def send(client, **changes):
    """Send what stands on the check page, as pressing its button does."""
    return client.post("/request/", first_post_form(check(client, **changes)))


def receipt_of(client):
    sent = send(client)
    return sent, client.get(sent["Location"])


def words_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(words.split())


def keeps_help(response):
    """Every page has crisis help and the clinic's number, whatever it refuses."""
    html = response.content.decode()
    return 'href="tel:988"' in html and "(360) 555-0142" in html


def let_no_notice_be_stored():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE appointments_notice RENAME TO elsewhere")


def test_the_form_asks_the_database_for_nothing_once_warm(
    client, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(shell, "SECONDS_BETWEEN_LOOKS", 60)
    client.get("/request/")

    with django_assert_num_queries(0):
        client.get("/request/?for=helper")


def test_every_form_has_a_key_of_its_own(client):
    keys = {first_post_form(client.get("/request/"))["form_key"][0] for _ in "123"}

    assert len({form_keys.read(key).id for key in keys}) == 3


def test_what_staff_change_shows_in_the_form_at_once(client):
    client.get("/request/")
    treatment = Treatment.objects.create(slug="tms")
    treatment.texts.create(language="en", name="Magnet treatment", summary="")
    SiteVersion.grow()
    shell.forget()

    assert "Magnet treatment" in words_of(client.get("/request/"))


def test_crisis_help_stands_before_the_first_question_and_beside_the_note(client):
    html = client.get("/request/").content.decode()
    form = html[html.index("<main") :]

    notice = form.index("This form is not for emergencies")
    assert notice < form.index('name="for_whom"')
    assert form.index('name="note"') < form.index("Feeling very low?")


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize(
    ("asker", "first_question"),
    [("me", "full_name"), ("helper", "helper_name"), ("provider", "provider_name")],
)
def test_each_asker_gets_their_own_questions(client, language, asker, first_question):
    page = client.get(f"{language}/request/?for={asker}")

    assert page.status_code == 200
    assert f'name="{first_question}"' in page.content.decode()
    assert first_post_form(page)["for_whom"] == [asker]


def test_nothing_typed_is_stored_or_put_in_a_cookie_before_send(client):
    page = check(client)

    assert "after May 18" in words_of(page)
    assert "Nothing is sent or stored yet." in words_of(page)
    assert AppointmentRequest.objects.count() == 0
    assert not client.cookies


def test_crisis_help_stands_on_the_page_to_check(client):
    assert "This form is not for emergencies" in words_of(check(client))


def test_mistakes_are_listed_and_no_answer_is_lost(client):
    page = check(client, phone="CALL ME", full_name="O’Brien")

    assert "Error: Ask for an appointment" in words_of(page)
    assert 'href="#id_phone"' in page.content.decode()
    sent = first_post_form(page)
    assert sent["full_name"] == ["O’Brien"]
    assert sent["phone"] == ["CALL ME"]
    assert sent["note"] == ["after May 18"]
    assert sent["privacy_consent"] == ["on"]


def test_who_sends_gets_a_reference_and_a_dated_promise(client):
    sent, page = receipt_of(client)

    request = AppointmentRequest.objects.get()
    assert sent.status_code == 303
    assert sent["Location"] == f"/request/received/{request.reference}/"
    assert request.reference in words_of(page)
    assert "A person will contact you by Monday, November 23, 5:00 pm PST" in words_of(
        page
    )
    assert keeps_help(page)


def test_the_printed_receipt_holds_the_address_of_the_person_s_own_page(client):
    _sent, page = receipt_of(client)

    path = re.search(r'href="(/request/status/[^"]+)"', page.content.decode())[1]
    assert f'data-address="http://localhost:8000{path}"' in page.content.decode()


def test_the_received_page_shows_none_of_the_answers(client):
    _sent, page = receipt_of(client)

    for written in ("Rosa", "555-0187", "5550187", "May 18"):
        assert written not in page.content.decode()


def test_the_receipt_lives_15_minutes_in_a_cookie_of_its_page_only(client):
    sent, _page = receipt_of(client)

    cookie = sent.cookies["receipt"]
    assert (cookie["path"], cookie["max-age"]) == (sent["Location"], 900)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["secure"] == ""


def test_over_https_the_receipt_travels_encrypted_only(client, settings):
    settings.IS_HTTPS = True

    sent, _page = receipt_of(client)

    assert sent.cookies["receipt"]["secure"] is True


def test_after_15_minutes_the_receipt_is_shown_no_more(client, monday_morning):
    sent, _page = receipt_of(client)
    monday_morning.shift(timedelta(minutes=16))

    page = client.get(sent["Location"])

    assert "this page no longer shows it" in words_of(page)


def test_without_the_receipt_every_reference_says_the_same(client):
    sent, _page = receipt_of(client)
    reference = AppointmentRequest.objects.get().reference

    pages = {
        Client()
        .get(f"/request/received/{each}/")
        .content.decode()
        .replace(each, "REFERENCE")
        for each in (reference, "K7M4-PQ3X", "no-reference")
    }

    (page,) = pages
    assert "Call or text 988" in page


def test_a_receipt_does_not_open_another_reference(client):
    sent, _page = receipt_of(client)
    stranger = Client()
    stranger.cookies["receipt"] = sent.cookies["receipt"].value

    page = stranger.get("/request/received/K7M4-PQ3X/")

    assert "this page no longer shows it" in words_of(page)


def test_the_received_page_needs_no_database(
    client, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(shell, "SECONDS_BETWEEN_LOOKS", 60)
    sent, _page = receipt_of(client)

    with django_assert_num_queries(0):
        client.get(sent["Location"])


@pytest.mark.parametrize("way", [{"change": "phone"}, {"show_questions": "yes"}])
def test_going_back_keeps_every_answer(client, way):
    to_send = first_post_form(check(client, preferred_1_date="2026-12-01"))

    page = client.post("/request/", to_send | way)

    assert first_post_form(page)["full_name"] == ["Rosa Méndez"]
    assert first_post_form(page)["preferred_1_date"] == ["2026-12-01"]
    assert first_post_form(page)["form_key"] == to_send["form_key"]
    assert AppointmentRequest.objects.count() == 0


def test_going_back_leads_to_the_answer_itself(client):
    html = check(client).content.decode()

    assert 'value="phone" formaction="#id_phone"' in html
    assert 'value="adult" formaction="#id_adult_0"' in html


def test_other_questions_come_without_a_word_about_mistakes(client):
    page = check(client, for_whom="provider", show_questions="yes", full_name="")

    assert "Error" not in words_of(page)
    assert first_post_form(page)["note"] == ["after May 18"]


def test_sending_twice_gives_the_first_reference_and_says_so(client):
    to_send = first_post_form(check(client))
    first = client.post("/request/", to_send)

    again = client.post("/request/", to_send | {"note": "another note"})

    assert again["Location"] == first["Location"]
    assert AppointmentRequest.objects.count() == 1
    page = client.get(again["Location"])
    assert "with the answers that came first" in words_of(page)


@pytest.mark.parametrize("key", ["", "broken", "\x00"])
def test_a_form_without_its_key_is_checked_again_with_a_new_one(client, key):
    page = client.post("/request/", ROSA | {"form_key": key, "step": "send"})

    assert page.status_code == 200
    assert "nothing was sent" in words_of(page)
    assert AppointmentRequest.objects.count() == 0
    assert client.post("/request/", first_post_form(page)).status_code == 303


def test_a_tab_left_open_overnight_still_sends(client):
    sent = send(client, key=form_keys.new(NOON - timedelta(days=3)))

    assert sent.status_code == 303
    assert AppointmentRequest.objects.get().state == RequestState.RECEIVED


def test_a_day_that_passed_overnight_is_asked_for_again(client, monday_morning):
    to_send = first_post_form(check(client, preferred_1_date="2026-11-23"))
    monday_morning.shift(timedelta(days=1))

    page = client.post("/request/", to_send)

    assert "This day has passed" in words_of(page)
    assert first_post_form(page)["full_name"] == ["Rosa Méndez"]


def test_what_fills_in_the_trap_is_kept_and_held(client):
    sent = send(client, website="https://example.org")

    assert sent.status_code == 303
    assert AppointmentRequest.objects.get().state == RequestState.HELD


def test_what_is_sent_within_three_seconds_is_kept_and_held(client):
    send(client, key=form_keys.new(NOON - timedelta(seconds=1)))

    assert AppointmentRequest.objects.get().state == RequestState.HELD


def test_who_is_under_18_is_shown_a_kind_way_on(client):
    page = check(client, adult="no")

    assert page.status_code == 200
    assert "together with an adult you trust" in words_of(page)
    assert keeps_help(page)
    assert AppointmentRequest.objects.count() == 0

    with_adult = client.post("/request/", first_post_form(page) | {"change": "x"})
    assert first_post_form(with_adult)["for_whom"] == ["helper"]
    assert first_post_form(with_adult)["full_name"] == ["Rosa Méndez"]


def test_when_it_cannot_be_stored_we_cannot_tell_and_the_words_are_kept(client):
    to_send = first_post_form(check(client))
    let_no_notice_be_stored()

    page = client.post("/request/", to_send)

    assert page.status_code == 503
    assert UNKNOWN_OUTCOME in words_of(page)
    assert "after May 18" in words_of(page)
    assert keeps_help(page)
    assert first_post_form(page) == to_send
    assert AppointmentRequest.objects.count() == 0


def test_without_opening_hours_people_are_asked_to_call(client):
    OpeningHours.objects.all().delete()

    pages = [client.get("/request/"), check(client)]

    for page in pages:
        assert page.status_code == 503
        assert "We cannot take requests on this page" in words_of(page)
        assert keeps_help(page)
    assert first_post_form(pages[1])["note"] == ["after May 18"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver:8443"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_another_sites_page_cannot_send_the_form(client, headers):
    page = client.post("/request/", ROSA, headers=headers)

    assert page.status_code == 403
    assert keeps_help(page)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_page_can_send_the_form_without_any_cookie(headers):
    client = Client(enforce_csrf_checks=True)

    page = client.post("/request/", ROSA, headers=headers)

    assert page.status_code == 200


def test_following_a_link_from_elsewhere_is_fine(client):
    page = client.get("/request/", headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"note=" + b"x" * 1_200_000, "application/x-www-form-urlencoded"),
        (b"a=1&" * 3000, "application/x-www-form-urlencoded"),
        (b"--nonsense", "multipart/form-data"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=\xe9"),
        (b"full_name=Rosa", "application/x-www-form-urlencoded; charset=utf-16"),
    ],
)
def test_bodies_that_no_form_sends_are_refused_with_help(client, body, content_type):
    page = client.generic("POST", "/request/", body, content_type=content_type)

    assert page.status_code in (400, 413)
    assert keeps_help(page)


@pytest.mark.parametrize(
    "body",
    [
        b"full_name=%ff%fe&note=%ed%a0%80",
        b"full_name=%00",
        b"full_name=a&full_name=b&for_whom=me&for_whom=provider",
        b"for_whom=%00&contact_by=%00&preferred_1_date=%00&safe_parts=x&adult=%ff",
        b"=&&&===&%",
        b"\xff\xfe",
        b'{"full_name": "Rosa"}',
    ],
)
@pytest.mark.parametrize("step", [b"", b"&step=send", b"&change=1"])
def test_odd_answers_come_back_as_a_form_never_as_a_failure(client, body, step):
    page = client.generic(
        "POST",
        "/request/",
        body + step,
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code == 200
    assert keeps_help(page)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    free=st.dictionaries(st.sampled_from(FREE), st.text(max_size=30)),
    chosen=st.dictionaries(st.sampled_from(CHOSEN), st.text(max_size=30)),
)
def test_whatever_is_sent_is_answered_and_the_words_come_back(client, free, chosen):
    answer = check(client, key=KEY, **{"step": "send"} | free | chosen)

    assert answer.status_code in (200, 303)
    html = answer.content.decode()
    lost = [words for words in free.values() if escape(words) not in html]
    assert answer.status_code == 303 or lost == []


@pytest.mark.parametrize("path", ["/request/", "/request/received/K7M4-PQ3X/"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_methods_that_no_form_uses_are_refused(client, path, method):
    assert client.generic(method, path).status_code == 405


def test_a_person_can_go_the_whole_way_in_spanish(client):
    key = form_keys.new(NOON - timedelta(minutes=4))
    page = client.post("/es/request/", ROSA | {"form_key": key})

    sent = client.post("/es/request/", first_post_form(page))

    request = AppointmentRequest.objects.get()
    assert sent["Location"] == f"/es/request/received/{request.reference}/"
    assert request.language == "es"
    assert '<html lang="es"' in client.get(sent["Location"]).content.decode()


def test_pages_with_answers_are_kept_in_no_cache(client):
    pages = [client.get("/request/"), check(client), *receipt_of(client)]

    assert all("no-store" in page["Cache-Control"] for page in pages)


def test_the_addresses_are_those_that_others_link_to():
    assert reverse("request") == "/request/"
    assert reverse("received", args=["K7M4-PQ3X"]) == "/request/received/K7M4-PQ3X/"
