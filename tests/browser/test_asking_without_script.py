"""A person asks for an appointment in a real browser whose scripts are off."""

import re

import pytest


@pytest.fixture
def phone(visitor):
    """A phone-sized window without JavaScript."""
    return visitor(java_script_enabled=False, viewport={"width": 360, "height": 780})


def fill_in(phone):
    phone.fill("[name=full_name]", "Zoë O’Brien-Ñandú")
    phone.fill("[name=phone]", "(360) 555-0173")
    for name, value in [
        ("contact_by", "call"),
        ("returning", "new"),
        ("adult", "yes"),
    ]:
        phone.check(f"[name={name}][value={value}]")
    phone.check("[name=privacy_consent]")


def press(phone, words):
    phone.get_by_role("button", name=words).last.click()


def test_an_empty_form_comes_back_with_what_to_mend(phone):
    phone.goto("/request/")

    press(phone, "Check your answers")

    assert phone.title().startswith("Error:")
    assert phone.get_by_role("link", name="Write the name").is_visible()


def test_a_person_asks_and_gets_reference_and_promise(phone):
    phone.goto("/request/")
    fill_in(phone)
    press(phone, "Check your answers")
    assert phone.get_by_text("Zoë O’Brien-Ñandú").is_visible()

    press(phone, "Send my request")

    assert re.search(r"/request/received/\w{4}-\w{4}/$", phone.url)
    words = phone.locator("main").inner_text()
    assert re.search(r"\d{1,2}:\d\d\s(?:am|pm) P[DS]T", words)
    assert "Zoë" not in words


def test_going_back_to_change_keeps_every_answer(phone):
    phone.goto("/request/")
    fill_in(phone)
    press(phone, "Check your answers")

    phone.get_by_role("button", name="Go back and change").click()

    assert phone.input_value("[name=full_name]") == "Zoë O’Brien-Ñandú"
    assert phone.is_checked("[name=adult][value=yes]")


def test_a_person_asks_in_spanish(phone):
    phone.goto("/es/request/")
    fill_in(phone)
    phone.locator("main form[method=post] button").last.click()

    phone.locator("main form[method=post] button.button").first.click()

    assert "/es/request/received/" in phone.url
    assert phone.locator("html").get_attribute("lang") == "es"
