"""A receptionist's morning: twelve requests of all kinds, cleared by keyboard alone."""

import json
import re
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import running
from tests.browser.test_desk_in_a_browser import sign_in, watched

LIST = "/admin/appointments/appointmentrequest/"
AXE = {"resultTypes": ["violations"]}


@pytest.fixture
def morning(site, site_environ):
    """The references of what waits this morning, by kind."""
    command = [sys.executable, "-m", "tests.browser.a_morning"]
    said = subprocess.run(
        command, cwd=running.ROOT, env=site_environ, check=True, capture_output=True
    )
    return json.loads(said.stdout.splitlines()[-1])


class Rosa:
    """Somebody at the desk who never touches the mouse."""

    def __init__(self, window):
        self.window = window
        self.findings = []

    def press(self, *keys):
        for key in keys:
            self.window.keyboard.press(key)

    def send(self, *keys):
        """Press keys of which the last one brings another page."""
        self.press(*keys[:-1])
        with self.window.expect_navigation():
            self.press(keys[-1])

    def type(self, words):
        self.window.keyboard.type(words)

    def open(self, reference):
        self.window.goto(LIST)
        self.press("/")
        self.type(reference)
        self.send("Enter")
        self.send("j", "o")
        assert self.window.locator("h1").inner_text().startswith(reference)

    def take(self, reference):
        self.open(reference)
        self.send("t", "Enter")

    def log_that_they_spoke(self):
        self.send("l", "Space", "Tab", "Space", "Enter")

    def close(self, outcome):
        self.press("c")
        self.type(outcome)
        self.send("Tab", "Enter")

    def says(self, words):
        return words in self.window.locator("#content").inner_text()

    def look_closely(self, what):
        """Let axe look after we did: it adds styles that the policy refuses."""
        found = Axe().run(self.window, options=AXE).response["violations"]
        self.findings += [f"{what}: {one['id']}" for one in found]


def a_call_comes_in(rosa):
    """Enter a request by telephone; return its reference."""
    window = rosa.window
    window.goto(f"{LIST}by-telephone/")
    window.locator("[name=full_name]").focus()
    rosa.type("Morning Caller")
    rosa.press("Tab")
    rosa.type("(360) 555-7012")
    rosa.press("Tab", "Tab", "Space")  # past the address: call
    for name in ("returning", "adult", "privacy_consent"):
        window.locator(f"[name={name}]").first.focus()
        rosa.press("Space")
    rosa.send("Enter")
    return re.search(r"reference ([\w-]{9});", window.content())[1]


def test_a_receptionist_clears_a_morning_by_keyboard_alone(
    visitor, morning, site_environ
):
    rosa = Rosa(visitor())
    complaints = watched(rosa.window)
    sign_in(rosa.window, "frontdesk")

    rosa.take(morning["read_first"])
    rosa.send("s", "Enter")
    assert rosa.says("the words may tell of a crisis")
    rosa.log_that_they_spoke()
    rosa.close("could not")

    for kind in ("overdue", "no_email", "spanish"):
        rosa.take(morning[kind])
        rosa.log_that_they_spoke()
        rosa.close("booked")

    rosa.take(morning["due_soon"])
    rosa.press("d")
    assert rosa.says("The site e-mails them about this")
    rosa.type("No time")
    rosa.send("Tab", "Tab", "Enter")

    rosa.open(morning["held"])
    rosa.send("g", "Enter")
    rosa.close("withdrawn")

    rosa.open(morning["second_of_two"])
    assert rosa.says("Same telephone")
    rosa.press("u")
    rosa.type(morning["first_of_two"])
    rosa.send("Enter")
    rosa.take(morning["first_of_two"])
    rosa.log_that_they_spoke()
    rosa.close("booked")

    rosa.open(morning["waiting"])
    rosa.send("g", "Enter")
    rosa.close("could not")

    rosa.take(morning["damaged"])
    assert rosa.says("Cannot be opened")
    rosa.close("could not")

    rosa.open(morning["erased"])
    assert rosa.window.locator(".steps form").count() == 0

    caller = a_call_comes_in(rosa)
    rosa.send("t", "Enter")
    rosa.press("m")
    rosa.type("Asked for a quiet room.")
    rosa.send("Tab", "Enter")
    rosa.log_that_they_spoke()
    rosa.close("booked")

    assert complaints == []
    listed = subprocess.run(
        [sys.executable, "manage.py", "list_references"],
        cwd=running.ROOT,
        env=site_environ,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    state = dict(line.split()[:2] for line in listed.splitlines())
    mine = [*morning.values(), caller]
    assert {one: state[one] for one in mine} == dict.fromkeys(mine, "closed")

    rosa.look_closely("one request")
    for address in ("", "?view=closed", "by-telephone/"):
        rosa.window.goto(LIST + address)
        rosa.look_closely(address or "queue")
    assert rosa.findings == []
