"""Coming in with a real browser, under the strict policy: passkey, and app."""

import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests import running
from tests.browser.test_desk_in_a_browser import watched
from tests.builders import code_of

INVITE = """
from datetime import timedelta
from django.utils import timezone
from clinic_site import access, invitations
print(invitations.invite(email="{}", role=access.FRONT_DESK, by=None,
                         at=timezone.now(), valid_for=timedelta(hours=1)))
"""
PASSWORD = "three harbour words"
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def invited(environ, email):
    """Return the path of a link for somebody new, made at the command line."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", INVITE.format(email)]
    said = subprocess.run(
        command, cwd=running.ROOT, env=environ, check=True, capture_output=True
    )
    return said.stdout.decode().strip().removeprefix(environ["SITE_URL"])


def accept(window, link):
    window.goto(link)
    window.get_by_label("Your name").fill("Rosa Delgado")
    window.get_by_label("New password").fill(PASSWORD)
    window.get_by_label("The same once more").fill(PASSWORD)
    window.get_by_role("button", name="Go on").click()


def type_password(window, email):
    window.goto("/accounts/login/")
    window.get_by_label("Your staff name").fill(email)
    window.get_by_label("Password", exact=True).fill(PASSWORD)
    window.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(window):
    window.goto("/accounts/")
    window.get_by_role("button", name="Sign out", exact=True).click()
    window.wait_for_url("**/accounts/login/")


@pytest.fixture
def rosas_window(visitor):
    """A window on a device that knows her finger, and what it complains of."""
    window = visitor()
    complaints = watched(window)
    device = window.context.new_cdp_session(window)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    return window, complaints


def test_who_was_invited_sets_up_a_passkey_and_comes_in_by_it_alone(
    site_environ, rosas_window
):
    window, complaints = rosas_window
    accept(window, invited(site_environ, "rosa@harbour.example"))
    window.get_by_role("link", name="Add a passkey").click()
    window.get_by_label("A name for this device").fill("Front desk computer")
    window.get_by_role("button", name="Set up").click()
    expect(window.locator(".door__codes li")).to_have_count(10)
    sign_out(window)

    window.get_by_role("button", name="Sign in with a passkey").click()
    window.wait_for_url("**/admin/")

    assert window.get_by_text("Rosa Delgado", exact=True).is_visible()
    assert complaints == []


def test_an_app_is_set_up_from_its_letters_and_a_password_needs_its_code(
    site_environ, rosas_window
):
    window, complaints = rosas_window
    accept(window, invited(site_environ, "ben@harbour.example"))
    window.get_by_role("link", name="Set up an app").click()
    assert window.locator(".door__square svg").bounding_box()["width"] > 150
    secret = window.locator(".door__letters").inner_text().replace(" ", "")
    window.get_by_label("The six digits").fill(code_of(secret, timezone.now()))
    window.get_by_role("button", name="Set up").click()
    window.wait_for_url("**/accounts/codes/")
    sign_out(window)

    type_password(window, "ben@harbour.example")
    window.wait_for_url("**/accounts/step/")
    window.get_by_label("Code").fill(code_of(secret, timezone.now(), steps=1))
    window.get_by_role("button", name="Sign in", exact=True).click()
    window.wait_for_url("**/admin/")

    assert window.get_by_text("Rosa Delgado", exact=True).is_visible()
    assert complaints == []


@pytest.mark.parametrize("locale", ["en-US", "es-US"])
def test_no_page_of_the_door_shuts_anybody_out(site_environ, visitor, locale):
    window = visitor(locale=locale, viewport={"width": 360, "height": 740})
    link = invited(site_environ, f"omar-{locale.lower()}@harbour.example")
    found = {}

    def look(address=""):
        if address:
            window.goto(address)
        wide = window.evaluate("document.documentElement.scrollWidth") > 360
        axe = Axe().run(window).response["violations"]
        found[address or window.url] = [one["id"] for one in axe] + ["wide"] * wide

    for address in ("/accounts/login/", "/accounts/forgotten/", link):
        look(address)
    window.fill("[name=name]", "Omar Haddad")
    window.fill("[name=password]", PASSWORD)
    window.fill("[name=again]", PASSWORD)
    window.locator("form.door__card button").click()
    window.wait_for_url("**/accounts/")
    for address in ("/accounts/", "/accounts/app/", "/accounts/passkeys/add/"):
        look(address)
    look("/accounts/password/")
    look("/accounts/invitation/used-already/")

    assert found == dict.fromkeys(found, [])
