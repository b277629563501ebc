"""The desk in a real browser under the strict policy: work, and two people at once."""

import re

import pytest

from clinic_site.demonstration import PASSWORD
from tests.browser.complaints import watched

ROOMS = {
    "editor": [
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/",
        "/admin/articles/article/1/change/",
    ],
    "reviewer": [
        "/admin/",
        "/admin/articles/revision/",
        "/admin/articles/careinstruction/",
        "/admin/articles/proposal/",
    ],
    "manager": ["/admin/", "/admin/clinic_site/clinic/1/change/"],
    "frontdesk": ["/admin/", "/admin/appointments/appointmentrequest/"],
}


def sign_in(window, name):
    window.goto("/admin/login/")
    window.fill("[name=username]", name)
    window.fill("[name=password]", PASSWORD)
    window.locator("form [type=submit]").last.click()
    window.wait_for_url(re.compile(r"/admin/(?!login)"))


@pytest.mark.parametrize("name", ROOMS)
def test_no_room_of_the_desk_breaks_the_policy_or_asks_another_host(visitor, name):
    window = visitor()
    complaints = watched(window)
    hosts = set()
    window.on("request", lambda asked: hosts.add(asked.url.split("/")[2]))
    sign_in(window, name)

    for address in ROOMS[name]:
        assert window.goto(address).status == 200, address
        window.wait_for_load_state("networkidle")

    assert complaints == []
    assert len(hosts) == 1


def asked(visitor):
    """Send a request as a patient and return its reference."""
    phone = visitor(java_script_enabled=False)
    phone.goto("/request/")
    phone.fill("[name=full_name]", "Sam Whitlow")
    phone.fill("[name=phone]", "(360) 555-0174")
    for name, value in [("contact_by", "call"), ("returning", "new"), ("adult", "yes")]:
        phone.check(f"[name={name}][value={value}]")
    phone.check("[name=privacy_consent]")
    phone.get_by_role("button", name="Check your answers").last.click()
    # Quicker than a person: it is held, and staff release it by taking it in.
    phone.wait_for_timeout(3100)
    phone.get_by_role("button", name="Send my request").click()
    return phone.url.rstrip("/").rsplit("/", 1)[1]


def open_request(window, name, reference):
    sign_in(window, name)
    window.goto(f"/admin/appointments/appointmentrequest/?q={reference}")
    window.locator("#result_list").get_by_role("link", name=reference).click()
    window.wait_for_load_state()


def test_of_two_people_one_gets_the_request_and_the_other_is_told_who(visitor):
    reference = asked(visitor)
    rosa, ben = visitor(), visitor()
    open_request(rosa, "frontdesk", reference)
    open_request(ben, "nurse", reference)

    for window in (rosa, ben):
        window.get_by_role("button", name=re.compile("^Take")).first.click()
        window.wait_for_load_state()

    assert rosa.get_by_text("You", exact=True).first.is_visible()
    assert "Rosa Delgado" in ben.locator("#content").inner_text()
    assert not ben.get_by_role("button", name="Log this attempt").is_visible()


def test_a_request_is_answered_without_any_script(visitor):
    reference = asked(visitor)
    window = visitor(java_script_enabled=False)
    open_request(window, "frontdesk", reference)

    def press(words):
        window.get_by_role("button", name=words).first.click()

    press("Take this request")
    press("Show contact details")
    assert window.get_by_text("(360) 555-0174").is_visible()
    window.get_by_role("group", name="How").get_by_label("Call").check()
    window.get_by_label("No answer").check()
    press("Log this attempt")
    window.locator("summary", has_text="Wait for the patient").click()
    window.get_by_label("What for").select_option("referral")
    press("Pause the clock")
    window.locator("summary", has_text="Close c").click()
    window.get_by_label("Outcome").select_option("unreachable")
    press("Close this request")

    assert "Closed: could not be reached" in window.locator("#content").inner_text()
