"""A patient's own plan, as page and as calendar file: counted, shown, kept nowhere."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from articles.gates.care_numbers import care_numbers_in
from articles.models import CareInstruction
from clinic_site import shell
from clinic_site.models import SiteVersion, Treatment, TreatmentText
from tests.builders import make_clinic, make_signed_instructions

pytestmark = pytest.mark.of_pages
PACIFIC = ZoneInfo("America/Los_Angeles")
EARLY = datetime(2026, 5, 12, 6, 40, tzinfo=PACIFIC)
TYPED = {
    "treatment": "ketamine",
    "date": "2026-05-12",
    "time": "09:00",
    "minutes": "150",
}
SECOND = {"treatment_2": "spravato", "date_2": "2026-05-12", "time_2": "13:00"}
DRUGS = re.compile("ketamin|spravato|tms|infusi|clinic|clínic|magnet", re.I)


@pytest.fixture(autouse=True)
def clinic(db):
    made = make_clinic()
    for slug in ("ketamine", "spravato", "tms"):
        treatment = Treatment.objects.create(slug=slug)
        for language in ("en", "es"):
            TreatmentText.objects.create(
                treatment=treatment, language=language, name=slug.title(), summary="."
            )
    make_signed_instructions()
    shell.forget_all()
    with time_machine.travel(EARLY, tick=False):
        yield made


def plan(path="/care-plan/", **typed):
    return Client().post(path, TYPED | typed)


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def events(**typed):
    response = plan("/care-plan/calendar/", **typed)
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_a_visit_becomes_times_on_the_clock_and_nothing_is_kept():
    response = plan()

    said = words(response)
    assert (
        "3:00 am Must: No food for 6 hours before your visit. Until your visit." in said
    )
    assert "Not before Wednesday, May 13, 11:30 am, and only after a full night" in said
    assert "Now 6:40 am 7:00 am Must: Stop all drinks" in said
    assert response["Cache-Control"].count("no-store") == 1
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_a_plan_asks_two_questions_of_the_database_at_most():
    plan()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        plan("/care-plan/calendar/")

    assert len(asked) <= 2


def test_no_number_of_care_stands_in_a_plan_but_signed_ones():
    for prefix, language in (("", "en"), ("/es", "es")):
        for extra in ({}, {"companion": "yes"}):
            html = plan(f"{prefix}/care-plan/", **SECOND, minutes_2="120", **extra)
            main = html.content.decode().split("<main")[1].split("</main>")[0]
            signed = {
                value.sentence(language, form)
                for value in CareInstruction.objects.in_force()
                for form in ("short", "full", "companion")
            }
            text = " ".join(re.sub(r"<[^>]+>", " ", main).split())
            for sentence in sorted(signed, key=len, reverse=True):
                text = text.replace(sentence, "")

            assert care_numbers_in(text, language) == []


def test_while_something_that_must_be_done_is_unsigned_there_is_only_the_telephone():
    CareInstruction.objects.filter(code="KET_DRIVE").update(current=None)

    for path in ("/care-plan/", "/care-plan/calendar/"):
        said = words(plan(path))
        assert "Please call us for your plan" in said
        assert "(360) 555-0142" in said
        assert "No food" not in said


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"date": "2026-02-30"}, "Write the day as month/day/year"),
        ({"date": ""}, "Choose the day of your visit."),
        ({"date": "2028-05-12"}, "Choose a day within the next year."),
        ({"date": "2026-05-03"}, "This visit is over a week ago."),
        ({"time": "25:00"}, "Write the time like this"),
        ({"date": "2027-03-14", "time": "02:30"}, "this time does not exist"),
        ({"date": "2026-11-01", "time": "01:30"}, "this time comes twice"),
        ({"minutes": "0"}, "Write at least 5 minutes."),
        ({"minutes": "10080"}, "Write at most 600 minutes."),
        ({"minutes": "two"}, "Write the minutes as a number"),
        ({"treatment": "leeches"}, "We do not give this treatment."),
        ({**SECOND, "minutes_2": "120", "time_2": "10:00"}, "One visit starts before"),
    ],
)
def test_what_cannot_be_planned_is_said_and_every_answer_kept(typed, refusal):
    response = plan(**typed)

    assert refusal in words(response)
    assert "Error:" in response.content.decode().split("</title>")[0]
    kept = 'value="150"' if "minutes" not in typed else 'value="09:00"'
    assert kept in response.content.decode()


def test_a_treatment_that_is_no_longer_offered_has_no_plan():
    Treatment.objects.filter(slug="ketamine").update(is_offered=False)
    SiteVersion.grow()
    shell.forget()

    assert "We do not give this treatment." in words(plan())


def test_going_back_or_adding_a_visit_keeps_what_was_typed_and_finds_no_fault():
    for button in ("change", "add_visit"):
        html = plan(**{button: "yes", "time": "nonsense"}).content.decode()
        assert 'value="nonsense"' in html
        assert "Error:" not in html
        assert ('name="date_2"' in html) == (button == "add_visit")


def test_another_site_cannot_ask_for_a_plan_in_somebodys_name():
    refused = Client().post(
        "/care-plan/", TYPED, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert refused.status_code == 403


def test_the_calendar_holds_the_lines_of_the_page_at_the_same_moments():
    found = {
        (e["dtstart"].dt, e["dtend"].dt)
        for e in events()
        if e["summary"] == "Appointment prep"
    }

    three = datetime(2026, 5, 12, 3, tzinfo=PACIFIC)
    nine = datetime(2026, 5, 12, 9, tzinfo=PACIFIC)
    assert (three, nine) in found
    page = words(plan())
    for starts, _ends in found:
        assert starts.strftime("%-I:%M %p").lower() in page


def test_shared_calendars_learn_no_drug_and_no_clinic():
    for event in events():
        for name in ("summary", "uid", "description"):
            assert not DRUGS.search(str(event[name]))
        assert "988, 911" in event["description"]


def test_sentences_stand_in_a_calendar_only_when_wished():
    sentence = "No food for 6 hours before your visit."

    assert not any(sentence in e["description"] for e in events())
    assert any(sentence in e["description"] for e in events(sentences="yes"))


def test_no_entry_ends_at_an_hour_after_which_driving_looks_allowed():
    (driving,) = [e for e in events() if e["summary"] == "No driving"]

    # Whole days, through the one in which the hours end.
    assert driving["dtstart"].dt == date(2026, 5, 12)
    assert driving["dtend"].dt == date(2026, 5, 14)
    assert "Not before a full night of sleep" in driving["description"]


def test_a_second_import_updates_and_never_doubles():
    first, again = events(), events()
    other = events(time="10:00")

    assert [e["uid"] for e in first] == [e["uid"] for e in again]
    assert len({e["uid"] for e in first}) == len(first)
    assert not {e["uid"] for e in first} & {e["uid"] for e in other}
    assert {int(e["sequence"]) for e in first} == {1}


def test_nobody_is_woken_by_an_alarm():
    rings = {
        alarm["trigger"].dt.astimezone(PACIFIC)
        for event in events()
        for alarm in event.walk("VALARM")
    }

    assert rings
    assert all(7 <= ring.hour <= 20 for ring in rings)


def test_hours_across_the_change_of_the_clocks_are_elapsed_hours():
    with time_machine.travel(datetime(2026, 10, 25, 9, tzinfo=PACIFIC), tick=False):
        found = events(date="2026-11-01", time="09:00")

    starts = {e["dtstart"].dt for e in found if isinstance(e["dtstart"].dt, datetime)}
    # Twenty-four hours before nine, in a night of twenty-five: ten the day before.
    assert datetime(2026, 10, 31, 10, tzinfo=PACIFIC) in starts
