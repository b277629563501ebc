"""How far a clinic may move one instruction, and what no set may break."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.instructions import (
    EndRule,
    Values,
    limit_problems,
    range_words,
    rule_problems,
)
from tests.articles.instructions.shipped import changed, shipped_values

SHIPPED = shipped_values()
HOUR, DAY = 60, 1440


def codes_of(problems):
    return [problem.codes for problem in problems]


@pytest.mark.parametrize("value", list(SHIPPED), ids=lambda value: value.code)
def test_what_is_shipped_is_within_its_own_limits(value):
    assert limit_problems(value) == []


def test_what_is_shipped_breaks_no_rule():
    assert rule_problems(SHIPPED) == []


# Limits: content/instructions.json. clinic_set: 4 to 8 h for solids, 30 to 120 min for
# the stay, at least 24 h without alcohol after; label: never looser than shipped.
@pytest.mark.parametrize(
    ("code", "fields", "is_refused"),
    [
        ("KET_SOLIDS", {"starts": -4 * HOUR}, False),
        ("KET_SOLIDS", {"starts": -3 * HOUR}, True),
        ("KET_SOLIDS", {"starts": -9 * HOUR}, True),
        ("KET_SOLIDS", {"starts": -7 * DAY}, True),
        ("KET_STAY", {"ends": 15}, True),
        ("KET_STAY", {"ends": 121}, True),
        ("ALCOHOL", {"ends": 24 * HOUR}, False),
        ("ALCOHOL", {"ends": 23 * HOUR}, True),
        ("ALCOHOL", {"starts": -24 * HOUR}, True),
        ("ALCOHOL", {"starts": -7 * DAY}, False),
        ("ALCOHOL", {"starts": -15 * DAY}, True),
        ("SPR_FOOD", {"starts": -HOUR}, True),
        ("SPR_FOOD", {"starts": -3 * HOUR}, False),
        ("SPR_STAY", {"ends": 90}, True),
        ("SPR_DRIVE", {"end_rule": EndRule.REST_OF_DAY}, True),
        ("SPR_DRIVE", {"end_rule": EndRule.LATER_OF_HOURS_AND_SLEEP}, False),
        ("KET_DRIVE", {"end_rule": EndRule.HOURS}, True),
        ("KET_DRIVE", {"end_rule": EndRule.NEXT_DAY_AFTER_SLEEP}, False),
        ("KET_DRIVE", {"ends": 12 * HOUR}, True),
        ("KET_DRIVE", {"ends": 48 * HOUR}, False),
        ("CANNABIS_DRUGS", {"starts": -12 * HOUR}, True),
        ("BIG_DECISIONS", {"ends": 12 * HOUR}, True),
        ("KET_SOLIDS", {"starts": 0}, True),
        ("KET_SOLIDS", {"starts": 360}, True),
        ("KET_DRIVE", {"ends": -HOUR}, True),
        ("RIDE_HOME", {"starts": -48 * HOUR}, True),
    ],
)
def test_a_lock_holds(code, fields, is_refused):
    assert bool(limit_problems(changed(code, **fields))) is is_refused


@pytest.mark.parametrize("value", list(SHIPPED), ids=lambda value: value.code)
def test_what_a_patient_must_know_cannot_be_switched_off(value):
    may_go = value.severity != "must" and value.lock in ("open", "clinic_set")

    found = limit_problems(replace(value, is_off=True))

    assert (found == []) is may_go


def test_drinking_ends_where_no_drinks_begins():
    values = SHIPPED.with_changes([changed("KET_LIQUIDS", starts=-4 * HOUR)])

    (found,) = rule_problems(values)

    assert found.codes == ("KET_HYDRATE", "KET_LIQUIDS")
    assert found.fix == "Let KET_HYDRATE end 4 hours before the visit."


def test_moving_both_together_breaks_nothing():
    values = SHIPPED.with_changes(
        [
            changed("KET_LIQUIDS", starts=-4 * HOUR),
            changed("KET_HYDRATE", ends=-4 * HOUR),
        ]
    )

    assert rule_problems(values) == []


def test_heavier_food_never_stops_later():
    values = SHIPPED.with_changes([changed("KET_FATTY", starts=-5 * HOUR)])

    assert codes_of(rule_problems(values)) == [("KET_FATTY", "KET_SOLIDS")]


@pytest.mark.parametrize("code", ["RIDE_HOME", "KET_STAY"])
def test_nobody_is_forbidden_to_drive_without_a_ride_and_a_stay(code):
    values = SHIPPED.with_changes([changed(code, is_off=True)])

    assert any("KET_DRIVE" in found.codes for found in rule_problems(values))


def test_a_set_that_breaks_two_rules_says_both():
    values = SHIPPED.with_changes(
        [changed("KET_LIQUIDS", starts=-7 * HOUR), changed("KET_FATTY", starts=-60)]
    )

    assert {frozenset(codes) for codes in codes_of(rule_problems(values))} == {
        frozenset({"KET_HYDRATE", "KET_LIQUIDS"}),
        frozenset({"KET_SOLIDS", "KET_LIQUIDS"}),
        frozenset({"KET_FATTY", "KET_SOLIDS"}),
    }


@given(
    solids=st.integers(1, 900), fatty=st.integers(1, 900), liquids=st.integers(1, 900)
)
def test_food_rules_hold_exactly_when_the_lengths_are_in_order(solids, fatty, liquids):
    values = SHIPPED.with_changes(
        [
            changed("KET_SOLIDS", starts=-solids),
            changed("KET_FATTY", starts=-fatty),
            changed("KET_LIQUIDS", starts=-liquids),
            changed("KET_HYDRATE", ends=-liquids),
        ]
    )

    assert (rule_problems(values) == []) is (fatty >= solids >= liquids)


@given(ends=st.integers(0, 14 * DAY))
def test_a_label_value_only_becomes_stricter(ends):
    value = changed("SPR_STAY", ends=ends)

    assert (limit_problems(value) == []) is (ends >= SHIPPED.known["SPR_STAY"].ends)


@pytest.mark.parametrize(
    ("code", "least", "most"),
    [
        ("KET_SOLIDS", 4 * HOUR, 8 * HOUR),
        ("KET_STAY", 30, 120),
        ("SPR_STAY", 120, None),
        ("MEDS_TELL", None, None),
    ],
)
def test_the_allowed_range_can_be_shown(code, least, most):
    assert range_words(SHIPPED.known[code]) == (least, most)


def test_lists_show_only_what_is_signed_and_on():
    signed = replace(SHIPPED.known["KET_DRIVE"], signed_id=1)
    off = replace(SHIPPED.known["REST_DAY"], signed_id=2, is_off=True)
    values = Values.of([signed, off, SHIPPED.known["ALCOHOL"]])

    listed = values.listed(treatment="ketamine", stage="aftercare")

    assert [value.code for value in listed] == ["KET_DRIVE"]
