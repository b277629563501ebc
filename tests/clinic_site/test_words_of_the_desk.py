from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from clinic_site import words

ZONE = ZoneInfo("America/Los_Angeles")
NINE = datetime(2026, 11, 23, 17, tzinfo=UTC)  # 9:00 am there
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def on_the_clinics_clock():
    with timezone.override(ZONE):
        yield


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=30), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (HOUR, "1 h"),
        (HOUR + timedelta(minutes=5), "1 h 5 min"),
        (47 * HOUR, "47 h"),
        (48 * HOUR, "2 days"),
        (-HOUR, "0 min"),
    ],
)
def test_a_span_is_said_as_staff_say_it(length, said):
    assert words.span(length) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NINE + 5 * HOUR, "today 2:00 pm"),
        (NINE + 24 * HOUR, "tomorrow 9:00 am"),
        # Still yesterday where the clinic is, though no longer in Greenwich.
        (NINE - 10 * HOUR, "yesterday 11:00 pm"),
        (NINE + 72 * HOUR, "Thu Nov 26 9:00 am"),
        (NINE + timedelta(days=60), "Jan 22, 2027 9:00 am"),
    ],
)
def test_a_moment_is_said_on_the_clinics_clock(at, said):
    assert words.moment(at, seen_at=NINE) == said


@pytest.mark.parametrize(
    ("due", "more", "said", "moment", "tone"),
    [
        (NINE + HOUR, {}, "due in 1 h", "by today 10:00 am", "soon"),
        (NINE + 3 * HOUR, {}, "due in 3 h", "by today 12:00 pm", "later"),
        (NINE - HOUR, {}, "missed by 1 h", "was due today 8:00 am", "missed"),
        # When they were answered, not by when they had to be.
        (NINE + HOUR, {"kept_at": NINE}, "answered in time", "today 9:00 am", "kept"),
        (
            NINE - HOUR,
            {"kept_at": NINE},
            "answered late by 1 h",
            "today 9:00 am",
            "later",
        ),
        (NINE - HOUR, {"is_paused": True}, "clock paused", "", "paused"),
        (NINE - HOUR, {"is_closed": True}, "no longer owed", "", "paused"),
    ],
)
def test_a_promise_says_how_it_stands(due, more, said, moment, tone):
    promise = words.promise(due, seen_at=NINE, **more)

    assert promise == words.Promise(said, tone, moment)


def test_days_are_said_in_the_language_of_the_page():
    with translation.override("es"):
        assert "26" in words.moment(NINE + 72 * HOUR, seen_at=NINE)
