"""A person asks for an appointment in a real browser whose scripts are off."""

import re

import pytest

from tests import running
from tests.browser.complaints import watched

# What each kind of asker types and ticks: only what must be answered.
TYPED = {
    "me": {"full_name": "Zoë O’Brien-Ñandú", "phone": "(360) 555-0173"},
    "helper": {
        "helper_name": "Ana Lind",
        "full_name": "Zoë O’Brien-Ñandú",
        "phone": "(360) 555-0173",
    },
    "provider": {
        "provider_name": "Dr. Ana Lind",
        "provider_phone": "(360) 555-0100",
        "full_name": "Zoë O.",
        "phone": "(360) 555-0173",
    },
}
TICKED = {
    "me": ["contact_by=call", "returning=new", "adult=yes"],
    "helper": [
        "helper_knows=yes", "helper_consent", "contact_by=call", "returning=new",
        "adult=yes",
    ],
    "provider": ["provider_consent", "adult=yes"],
}  # fmt: skip
STAFF = """
from django.contrib.auth.models import User
from django.utils import timezone
from appointments import offering, triage
from appointments.models import AppointmentRequest
request = AppointmentRequest.objects.get(reference="{reference}")
told = {{"by": User.objects.get(username="frontdesk"), "at": timezone.now()}}
ahead = [told["at"] + timezone.timedelta(days=days) for days in (3, 4)]
"""
OFFERS = """
if request.state == "held":
    triage.admit(request, **told)
triage.take(request, **told)
offering.offer(request, times=ahead, minutes=45, words="First talk", **told)
"""
BOOKS = """
offering.book(request, starts_at=ahead[0], minutes=45, **told)
"""


@pytest.fixture
def phone(visitor):
    """A phone-sized window without JavaScript, in which nothing may be refused."""
    window = visitor(java_script_enabled=False, viewport={"width": 360, "height": 780})
    complaints = watched(window)
    yield window
    assert complaints == []


def fill_in(phone, asker="me"):
    for name, words in TYPED[asker].items():
        phone.fill(f"[name={name}]", words)
    for ticked in [*TICKED[asker], "privacy_consent"]:
        name, _is, value = ticked.partition("=")
        phone.check(f"[name={name}]" + (f"[value={value}]" if value else ""))


def press(phone, words):
    phone.get_by_role("button", name=words).last.click()


def check_answers(phone):
    phone.locator("main form[method=post] button").last.click()


def send(phone):
    """Press what sends, on check-your-answers: there it is the first button."""
    phone.locator("main form[method=post] button.button").first.click()


def words_of(phone):
    return phone.locator("main").inner_text()


def test_an_empty_form_comes_back_with_what_to_mend(phone):
    phone.goto("/request/")

    press(phone, "Check your answers")

    assert phone.title().startswith("Error:")
    assert phone.get_by_role("link", name="Write the name").is_visible()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("asker", ["me", "helper", "provider"])
def test_every_kind_of_asker_gets_reference_and_promise(phone, asker, language):
    root = "" if language == "en" else f"/{language}"
    phone.goto(f"{root}/request/")
    phone.check(f"[name=for_whom][value={asker}]")
    phone.click("[name=show_questions]")
    fill_in(phone, asker)

    check_answers(phone)
    shown = words_of(phone)
    send(phone)

    assert all(words in shown for words in TYPED[asker].values())
    assert re.search(rf"{root}/request/received/\w{{4}}-\w{{4}}/$", phone.url)
    assert phone.locator("html").get_attribute("lang") == language
    assert re.search(r"\d{1,2}:\d\d\s(?:[ap]\.?\s?m\.?) P[DS]T", words_of(phone))
    assert "Zoë" not in words_of(phone)


def test_going_back_to_change_keeps_every_answer(phone):
    phone.goto("/request/")
    fill_in(phone)
    press(phone, "Check your answers")

    phone.get_by_role("button", name="Go back and change").click()

    assert phone.input_value("[name=full_name]") == "Zoë O’Brien-Ñandú"
    assert phone.is_checked("[name=adult][value=yes]")


def test_a_person_follows_a_request_from_its_secret_link_to_the_end(
    phone, site_environ
):
    phone.goto("/request/")
    fill_in(phone)
    phone.fill("[name=email]", "zoe@example.org")
    phone.check("[name=contact_by][value=email]")
    check_answers(phone)
    send(phone)
    reference = phone.url.rstrip("/").rpartition("/")[2]
    phone.get_by_role("link", name="See where my request is").click()

    def staff(steps):
        said = STAFF.format(reference=reference) + steps
        running.manage("shell", "-c", said, environ=site_environ)
        phone.goto(phone.url)

    staff(OFFERS)
    phone.locator("[name=time]").first.check()
    press(phone, "Send my choice")
    assert "It is not booked yet" in words_of(phone)
    staff(BOOKS)
    assert "Your time is booked" in words_of(phone)
    calendar = f"{phone.url}calendar/"
    booked = phone.request.get(calendar).text()
    for wish in ("Give the time back", "Erase what I sent"):
        press(phone, wish)
        phone.locator("main form button").click()

    assert "What you sent is erased." in words_of(phone)
    assert "SUMMARY:Appointment" in booked
    assert "METHOD:PUBLISH" in booked
    assert "METHOD:CANCEL" in phone.request.get(calendar).text()
