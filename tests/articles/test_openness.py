"""Open now, or opens when: by the clock on the clinic's wall, and in words."""

from datetime import date, datetime

import pytest
from django.utils import translation

from articles import openness
from clinic_site.shell import Shell

WEEKDAYS = [[["08:00", "17:00"]]] * 5 + [[], []]


def a_clinic(*, week=WEEKDAYS, zone="America/Los_Angeles", closures=()):
    return Shell(time_zone=zone, week=week, closures=list(closures))


def at(moment, clinic=None):
    found = openness.in_words(
        clinic or a_clinic(), at=datetime.fromisoformat(moment + "+00:00")
    )
    return found and (found["is_open"], found["words"])


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-23T15:59:59", (False, "Opens today, 8:00 am")),
        ("2026-11-23T16:00:00", (True, "Open now, until 5:00 pm")),
        ("2026-11-24T00:59:59", (True, "Open now, until 5:00 pm")),
        ("2026-11-24T01:00:00", (False, "Opens Tuesday, 8:00 am")),
        ("2026-11-28T12:00:00", (False, "Opens Monday, 8:00 am")),
    ],
)
def test_the_minute_of_opening_is_open_and_the_minute_of_closing_is_not(moment, said):
    assert at(moment) == said


def test_a_day_shut_is_skipped():
    thanksgiving = a_clinic(closures=["2026-11-26", "2026-11-27"])

    assert at("2026-11-26T18:00:00", thanksgiving) == (False, "Opens Monday, 8:00 am")


def test_after_the_lunch_break_it_opens_again_the_same_day():
    parted = a_clinic(week=[[["08:00", "12:00"], ["13:00", "17:00"]]] * 7)

    assert at("2026-11-23T20:30:00", parted) == (False, "Opens today, 1:00 pm")
    assert at("2026-11-23T19:00:00", parted) == (True, "Open now, until 12:00 pm")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        # Friday before and Monday after the clocks go back, then forward.
        ("2026-10-30T14:59:00", (False, "Opens today, 8:00 am")),
        ("2026-10-30T15:00:00", (True, "Open now, until 5:00 pm")),
        ("2026-11-02T15:59:00", (False, "Opens today, 8:00 am")),
        ("2026-11-02T16:00:00", (True, "Open now, until 5:00 pm")),
        ("2027-03-12T15:59:00", (False, "Opens today, 8:00 am")),
        ("2027-03-15T15:00:00", (True, "Open now, until 5:00 pm")),
        # Across the night of the change the hour is still the hour on the wall.
        ("2026-11-01T07:30:00", (False, "Opens Monday, 8:00 am")),
        ("2027-03-14T09:30:00", (False, "Opens Monday, 8:00 am")),
    ],
)
def test_the_hour_on_the_wall_stays_when_the_clocks_change(moment, said):
    assert at(moment) == said


def test_a_clinic_open_through_the_repeated_hour_closes_once():
    night = a_clinic(week=[[], [], [], [], [], [], [["00:30", "01:30"]]])

    first, second = at("2026-11-01T08:00:00", night), at("2026-11-01T09:00:00", night)

    assert first == (True, "Open now, until 1:30 am")
    assert second == (True, "Open now, until 1:30 am")
    assert at("2026-11-01T10:00:00", night)[0] is False


def test_another_zone_has_another_morning():
    eastern = a_clinic(zone="America/New_York")

    assert at("2026-11-23T13:30:00", eastern) == (True, "Open now, until 5:00 pm")
    assert at("2026-11-23T13:30:00") == (False, "Opens today, 8:00 am")


def test_a_clinic_without_hours_says_nothing_rather_than_something_wrong():
    assert at("2026-11-23T16:00:00", a_clinic(week=[[] for _ in range(7)])) is None


def test_it_is_said_in_the_language_of_the_page():
    with translation.override("es"):
        assert at("2026-11-24T01:00:00") == (False, "Abre el martes, 8:00 a. m.")


def test_days_ahead_on_which_it_is_shut_are_named_in_order():
    closures = ["2026-12-25", "2026-11-26", "2026-11-22"]

    said = openness.closed_from(a_clinic(closures=closures), date(2026, 11, 23))

    assert said == ["Thursday, November 26, 2026", "Friday, December 25, 2026"]


def test_today_is_named_while_it_lasts():
    clinic = a_clinic(closures=["2026-11-26"])

    assert openness.closed_from(clinic, date(2026, 11, 26)) != []
    assert openness.closed_from(clinic, date(2026, 11, 27)) == []
