"""A session ends while somebody writes: nothing is stored, and nothing is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appointments.models import AppointmentRequest, RequestEvent
from articles import freezing
from articles.models import Article
from clinic_site import access
from tests.admin_forms import filled_in
from tests.builders import (
    code_of,
    make_article,
    make_clinic,
    make_code_app,
    make_person,
    make_request,
)
from tests.html_forms import first_post_form, last_post_form

OURS = {"Sec-Fetch-Site": "same-origin"}
HTML = "articles_textsection_set-0-html"


class Browser:
    """One window of staff, with the token that its pages carry."""

    def __init__(self, role):
        self.client = Client(enforce_csrf_checks=True)
        self.person = make_person(role, password="a long password")
        self.secret = make_code_app(self.person)
        self.codes = 0

    def sign_in(self):
        name = {"username": self.person.username, "password": "a long password"}
        code = code_of(self.secret, timezone.now(), steps=self.codes)
        self.codes += 1  # no code opens twice
        for door, said in [
            ("account_login", name),
            ("mfa_authenticate", {"code": code}),
        ]:
            page = self.client.get(reverse(door))
            token = first_post_form(page)["csrfmiddlewaretoken"]
            self.client.post(reverse(door), said | {"csrfmiddlewaretoken": token[0]})

    def open(self, address):
        page = self.client.get(address)
        self.token = str(page.context["csrf_token"])
        return page

    def post(self, address, data, **headers):
        data = {"csrfmiddlewaretoken": self.token} | data
        return self.client.post(address, data, headers=headers or OURS)

    def end_session(self):
        del self.client.cookies["session"]

    def press_save(self, page, address):
        return self.client.post(address, last_post_form(page), headers=OURS)


@pytest.fixture
def clinic(db):
    return make_clinic()


@pytest.fixture
def writing(clinic):
    """An editor with an article open, who has typed into two fields."""
    article = make_article("<p>Lie down.</p>", title="Rest")
    address = reverse("admin:articles_article_change", args=[article.pk])
    browser = Browser("editor")
    browser.sign_in()
    typed = filled_in(browser.open(address))
    typed |= {"title": "Rest “well”\nnow", HTML: "<p>Sit & wait.</p>"}
    return browser, address, typed


def words():
    return freezing.freeze(Article.objects.get())


def test_the_words_come_back_by_their_labels_and_nothing_is_stored(writing):
    browser, address, typed = writing
    browser.end_session()

    answer = browser.post(address, typed)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert "<dt>Title</dt><dd>Rest “well”\nnow</dd>" in page
    assert "<dt>Text 1: Text</dt><dd>Sit &amp; wait.</dd>" in page
    assert words()["title"] == "Rest"


def test_after_signing_in_in_another_tab_save_works(writing):
    browser, address, typed = writing
    browser.end_session()
    kept = browser.post(address, typed)
    browser.sign_in()  # the other tab; the token changes

    again = browser.press_save(kept, address)
    saved = browser.press_save(again, address)

    assert (again.status_code, saved.status_code) == (403, 302)
    assert "press Save once more" in again.content.decode()
    assert words()["title"] == "Rest “well”\nnow"
    assert words()["sections"][0]["html"] == "<p>Sit &amp; wait.</p>"


def test_the_token_is_still_asked_for(writing):
    browser, address, typed = writing
    browser.token = "x" * 64

    answer = browser.post(address, typed)

    assert answer.status_code == 403
    assert words()["title"] == "Rest"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"X-Says": "nothing of where it comes from"},
    ],
    ids=["cross-site", "same-site", "origin", "silent"],
)
def test_a_strangers_page_cannot_put_words_before_staff(writing, headers):
    browser, address, typed = writing
    browser.end_session()
    browser.token = "x" * 64

    answer = browser.post(address, typed | {"title": "Planted"}, **headers)

    assert "Planted" not in answer.content.decode()


def test_a_password_never_comes_back(clinic):
    browser = Browser("editor")
    browser.sign_in()
    address = reverse("account_change_password")
    browser.open(address)
    browser.end_session()

    answer = browser.post(
        address, {"old": "a long password", "password": "another one"}
    )

    assert answer.status_code == 302
    assert b"a long password" not in answer.content


def test_a_note_of_the_desk_comes_back_and_stays_out_of_every_row(clinic, caplog):
    request = make_request()
    browser = Browser(access.FRONT_DESK)
    browser.sign_in()
    page = reverse("admin:appointments_appointmentrequest_change", args=[request.pk])
    browser.open(page)
    events = RequestEvent.objects.count()
    browser.end_session()
    step = reverse("admin:appointments_request_step", args=[request.pk, "attempt"])
    typed = {
        "channel": "call",
        "result": "no_answer",
        "note": "planted words",
        "seen": "1",
    }

    answer = browser.post(step, typed)

    said = answer.content.decode()
    assert answer.status_code == 403
    assert "<dt>Note for the team (optional)</dt><dd>planted words</dd>" in said
    assert "<dt>What happened</dt><dd>No answer</dd>" in said
    assert RequestEvent.objects.count() == events
    assert "planted" not in caplog.text
    assert AppointmentRequest.objects.get().state == request.state


def test_who_is_signed_out_twice_sees_no_page_of_words(clinic):
    browser = Browser("editor")
    browser.sign_in()
    browser.open(reverse("admin:index"))
    browser.end_session()

    answer = browser.post(reverse("admin:logout"), {})

    assert answer.status_code == 302
