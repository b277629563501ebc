from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from appointments import contact_rule
from clinic_site.hours import OpeningWeek
from tests.builders import make_answers

ZONE = ZoneInfo("America/Los_Angeles")
WEEK = OpeningWeek.from_words(
    "America/Los_Angeles", week=[[("08:00", "17:00")]] * 5 + [[], []]
)
MONDAY_AT_NINE = datetime(2026, 11, 23, 9, tzinfo=ZONE)
MONDAY_AT_NOON = datetime(2026, 11, 23, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def on_the_clinics_clock():
    with timezone.override(ZONE):
        yield


def rule_for(at=MONDAY_AT_NINE, **answers):
    return contact_rule.rule_for(make_answers(**answers), at=at, opening_week=WEEK)


def test_only_what_the_person_chose_is_allowed():
    rule = rule_for(contact_by=["call"], voicemail="no")

    assert [(way.code, way.is_allowed) for way in rule.ways] == [
        ("call", True),
        ("message", False),
        ("text", False),
        ("email", False),
    ]


def test_a_voice_message_needs_their_yes():
    may_ring = rule_for(contact_by=["call"], voicemail="no")
    may_speak = rule_for(contact_by=["call"], voicemail="yes")

    assert may_ring.permits("call", leaves_message=False)
    assert not may_ring.permits("call", leaves_message=True)
    assert may_speak.permits("call", leaves_message=True)


def test_a_voicemail_answer_means_nothing_where_no_call_is_allowed():
    rule = rule_for(contact_by=["email"], voicemail="yes")

    assert rule.allowed == {"email"}


def test_outside_their_safe_times_nothing_is_allowed_and_the_next_one_is_named():
    rule = rule_for(safe_contact="only_at", safe_parts=["midday"])

    assert not rule.permits("call", leaves_message=False)
    assert rule.now == (
        "Not now. Safe is: Midday, 11 to 2. The next safe time starts "
        "Mon Nov 23 11:00 am."
    ).replace("Mon Nov 23", "today")


def test_inside_their_safe_times_the_rule_says_until_when():
    rule = rule_for(MONDAY_AT_NOON, safe_contact="only_at", safe_parts=["midday"])

    assert rule.permits("call", leaves_message=False)
    assert rule.now == "Now is a safe time, until 2:00 pm."


def test_best_times_are_wishes_and_make_no_time_safe():
    rule = rule_for(
        safe_contact="only_at", safe_parts=["afternoon"], best_times=["morning"]
    )

    assert not rule.is_good_now


def test_a_safe_time_outside_clinic_hours_is_said_to_be_none():
    mornings_shut = OpeningWeek.from_words(
        "America/Los_Angeles", week=[[("14:00", "17:00")]] * 7
    )

    rule = contact_rule.rule_for(
        make_answers(safe_contact="only_at", safe_parts=["morning"]),
        at=MONDAY_AT_NOON,
        opening_week=mornings_shut,
    )

    assert not rule.is_good_now
    assert "no safe time" in rule.now


def test_the_first_sentence_never_names_a_clinic_that_must_not_be_named():
    words = contact_rule.opening_words(
        make_answers(hide_clinic=True, ask_for="Sam"),
        speaker="Rosa",
        clinic="Harbour Clinic",
    )

    assert words == "Hello, may I speak with Sam? This is Rosa."


def test_the_first_sentence_asks_for_the_name_they_gave():
    words = contact_rule.opening_words(
        make_answers(full_name="Samira Whitlow"),
        speaker="Rosa",
        clinic="Harbour Clinic",
    )

    assert words == (
        "Hello, may I speak with Samira Whitlow? This is Rosa from Harbour Clinic."
    )
