"""The clinic's week in words."""

import pytest
from django.utils import translation

from clinic_site.opening import day_by_day, unbroken, week_in_words

DAY = [["08:00", "17:00"]]
SHORT = [["09:00", "12:00"], ["13:00", "15:30"]]
SHUT: list = []


@pytest.mark.parametrize(
    ("week", "lines"),
    [
        ([DAY] * 5 + [SHUT] * 2, ["Monday to Friday, 8:00 am to 5:00 pm"]),
        ([SHUT] * 7, []),
        (
            [DAY, DAY, SHORT, DAY, DAY, SHUT, SHUT],
            [
                "Monday to Tuesday, 8:00 am to 5:00 pm",
                "Wednesday, 9:00 am to 12:00 pm and 1:00 pm to 3:30 pm",
                "Thursday to Friday, 8:00 am to 5:00 pm",
            ],
        ),
        ([SHUT] * 6 + [DAY], ["Sunday, 8:00 am to 5:00 pm"]),
    ],
)
def test_days_with_the_same_hours_share_a_line(week, lines):
    with translation.override("en"):
        assert week_in_words(week) == lines


def test_the_week_is_shown_day_by_day_and_says_which_one_is_today():
    days = day_by_day([DAY, SHORT, *[SHUT] * 5], today=1)

    assert [day["spans"] for day in days[:3]] == [
        ["8:00 am to 5:00 pm"],
        ["9:00 am to 12:00 pm", "1:00 pm to 3:30 pm"],
        [],
    ]
    assert [day["name"] for day in days if day["is_today"]] == ["Tuesday"]


def test_on_a_closure_the_day_of_today_has_no_hours():
    days = day_by_day([DAY] * 7, today=0, is_shut_today=True)

    assert [day["name"] for day in days if not day["spans"]] == ["Monday"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("8:00 am to 5:00 pm", "8:00~am to 5:00~pm"),
        ("8:00 a. m. a 5:00 p. m.", "8:00~a.~m. a 5:00~p.~m."),
    ],
)
def test_an_hour_and_its_half_of_the_day_stay_on_one_line(said, kept):
    assert unbroken(said) == kept.replace("~", "\N{NO-BREAK SPACE}")
