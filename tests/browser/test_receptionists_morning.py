"""A receptionist's morning: twelve requests of all kinds, cleared by keyboard alone.

Nothing here knows an address: what to do next is read from the page, as she reads it.
"""

import json
import re
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from clinic_site.demonstration import PASSWORD
from tests import running
from tests.browser.complaints import watched
from tests.browser.test_keyboard import tab_to

AXE = {"resultTypes": ["violations"]}


@pytest.fixture
def morning(site, site_environ):
    """The references of what waits this morning, by kind, and nothing else open."""
    command = [sys.executable, "-m", "tests.browser.a_morning"]
    said = subprocess.run(
        command, cwd=running.ROOT, env=site_environ, check=True, capture_output=True
    )
    return json.loads(said.stdout.splitlines()[-1])


class Rosa:
    """Somebody at the desk who never touches the mouse."""

    def __init__(self, window):
        self.window = window

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

    def says(self, words):
        return words in self.window.locator("body").inner_text()

    def sign_in(self, name):
        self.window.goto("/admin/")
        tab_to(self.window, "[name=username]")
        self.type(name)
        tab_to(self.window, "[name=password]")
        self.type(PASSWORD)
        self.send("Enter")

    def next(self, reference):
        """Go to whoever is next in line: the queue says who, and it is `reference`."""
        self.send("n")
        self.reads(reference)

    def reads(self, reference):
        assert self.window.locator("h1").inner_text().startswith(reference)

    def go_to_the_search(self):
        """From wherever she is; a request sends her to the queue first."""
        self.press("/")
        self.window.locator("#searchbar:focus").wait_for()
        self.window.wait_for_function("!location.hash")

    def look_for(self, words):
        self.go_to_the_search()
        self.type(words)
        self.send("Enter")

    def open(self, words, reference):
        self.look_for(words)
        self.send("j", "o")
        self.reads(reference)

    def take(self):
        self.send("t", "Enter")

    def log_that_they_spoke(self):
        self.send("l", "Space", "Tab", "Space", "Enter")

    def close(self, outcome):
        self.press("c")
        self.type(outcome)
        self.send("Tab", "Enter")

    def work_through(self, outcome="booked"):
        self.take()
        self.log_that_they_spoke()
        self.close(outcome)

    def enter_a_call(self, name, number):
        """Ask the questions of the form; return the reference to tell the caller."""
        self.send("p")
        for field, words in (("full_name", name), ("phone", number)):
            tab_to(self.window, f"[name={field}]")
            self.type(words)
        for field in ("contact_by", "returning", "adult", "privacy_consent"):
            tab_to(self.window, f"[name={field}]")
            self.press("Space")
        self.send("Enter")
        return re.search(r"reference ([\w-]{9});", self.window.content())[1]


def test_a_receptionist_clears_a_morning_by_keyboard_alone(visitor, morning):
    rosa = Rosa(visitor())
    complaints = watched(rosa.window)
    rosa.sign_in("frontdesk")
    assert rosa.says("people are waiting for us")

    calls_first_whose_words_may_tell_of_a_crisis(rosa, morning)
    answers_what_is_late_or_soon_will_be(rosa, morning)
    treats_two_requests_of_one_person_as_one(rosa, morning)
    takes_one_from_the_queue_unopened(rosa, morning)
    decides_what_no_machine_can(rosa, morning)
    answers_those_who_ring_back(rosa, morning)
    enters_a_new_caller(rosa)

    assert complaints == []
    look_closely_at_the_end_of_the_day(rosa.window)


def calls_first_whose_words_may_tell_of_a_crisis(rosa, morning):
    rosa.next(morning["read_first"])
    rosa.take()
    rosa.send("s", "Enter")
    assert rosa.says("the words may tell of a crisis")
    rosa.log_that_they_spoke()
    rosa.close("could not")


def answers_what_is_late_or_soon_will_be(rosa, morning):
    rosa.next(morning["overdue"])
    rosa.work_through()

    rosa.next(morning["due_soon"])
    rosa.take()
    rosa.press("d")
    assert rosa.says("The site e-mails them about this")
    rosa.type("No time")
    rosa.press("Tab")
    rosa.type("No time soon")  # the manager's ready-made words
    rosa.send("Tab", "Tab", "Enter")


def treats_two_requests_of_one_person_as_one(rosa, morning):
    rosa.next(morning["first_of_two"])
    assert rosa.says("Same telephone")
    second = rosa.window.locator(".same__rows a").first.inner_text()
    rosa.open(second, morning["second_of_two"])
    rosa.press("u")
    rosa.type(morning["first_of_two"])
    rosa.send("Enter")
    rosa.next(morning["first_of_two"])
    rosa.work_through()


def takes_one_from_the_queue_unopened(rosa, morning):
    rosa.go_to_the_search()
    rosa.send("Tab", "j", "t", "Enter")
    assert rosa.says("You took 1 request")
    rosa.send("j", "l")
    rosa.window.locator("#step-log :focus").wait_for()
    rosa.reads(morning["spanish"])
    assert rosa.says("Español")
    rosa.send("Space", "Tab", "Space", "Enter")
    rosa.close("booked")


def decides_what_no_machine_can(rosa, morning):
    rosa.next(morning["no_email"])
    rosa.work_through()

    rosa.next(morning["damaged"])
    assert rosa.says("Cannot be opened")
    rosa.take()
    rosa.close("could not")

    rosa.next(morning["held"])
    rosa.send("g", "Enter")
    rosa.close("withdrawn")
    assert not rosa.says("Next in line")


def answers_those_who_ring_back(rosa, morning):
    rosa.open("(360) 555-7007", morning["waiting"])
    rosa.send("g", "Enter")
    rosa.close("could not")

    rosa.open(morning["erased"], morning["erased"])
    assert rosa.says("There is nothing left to do here.")


def enters_a_new_caller(rosa):
    number = "(360) 555-7012"
    rosa.look_for(number)
    assert rosa.says("No request has that reference")
    rosa.reads("Requests")
    caller = rosa.enter_a_call("Morning Caller", number)
    rosa.reads(caller)
    rosa.take()
    rosa.press("m")
    rosa.type("Asked for a quiet room.")
    rosa.send("Tab", "Enter")
    rosa.log_that_they_spoke()
    rosa.close("booked")


def look_closely_at_the_end_of_the_day(window):
    """Nothing is left open, and axe finds nothing; it adds styles that we refuse."""
    findings = axe(window)
    window.goto("/admin/appointments/appointmentrequest/?view=open")
    assert "This view is empty" in window.locator("#content").inner_text()
    for address in ("?view=closed", "by-telephone/"):
        window.goto(f"/admin/appointments/appointmentrequest/{address}")
        findings += axe(window)
    assert findings == []


def axe(window):
    found = Axe().run(window, options=AXE).response["violations"]
    return [f"{window.url}: {one['id']}" for one in found]
