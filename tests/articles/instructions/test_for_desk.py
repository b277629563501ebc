"""A value in the words of the desk, and how far somebody may move it."""

import pytest

from articles.instructions import EndRule
from articles.instructions.for_desk import end_rules, in_brief, range_in_words, sides
from articles.instructions.frames import stale_frame_problems
from articles.instructions.limits import limit_problems
from articles.instructions.presets import STRICT, stricter
from tests.articles.instructions.shipped import changed, shipped_values

SHIPPED = shipped_values()
HOUR = 60


# Source of the figures: content/instructions.json
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ALCOHOL", "48 hours before, 48 hours after"),
        ("KET_HYDRATE", "24 hours before, until 2 hours before"),
        ("KET_SOLIDS", "6 hours before"),
        ("KET_DRIVE", "24 hours after, and a night of sleep"),
        ("SPR_DRIVE", "until the next day, after sleep"),
        ("KET_STAY", "at least 30 minutes, until staff say so"),
        ("REST_DAY", "the rest of the day"),
        ("TALK_SUPPORT", "from 1 day to 7 days after"),
        ("TMS_DRIVE_OK", "no time to wait"),
        ("MEDS_TELL", "until the visit"),
        ("MEDS_KEEP", "the whole course"),
        ("SAFETY_THOUGHTS", "always"),
    ],
)
def test_a_value_in_brief(code, said):
    assert in_brief(SHIPPED.known[code]) == said


def test_what_is_off_says_so():
    assert in_brief(changed("REST_DAY", is_off=True)) == "switched off"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("ALCOHOL", {"before": "48 hours to 14 days", "after": "24 hours to 14 days"}),
        ("KET_STAY", {"after": "30 minutes to 120 minutes"}),
        ("KET_FATTY", {"before": "at least as long as KET_SOLIDS, at most 14 days"}),
        ("KET_HYDRATE", {"before": "at most 14 days", "gap": "at most 14 days"}),
        ("RIDE_HOME", {}),
        ("MEDS_KEEP", {}),
    ],
)
def test_only_what_may_move_has_a_range(code, found):
    value = SHIPPED.known[code]

    assert {side: range_in_words(value, side) for side in sides(value)} == found


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        # A night of sleep may be over before 48 hours are.
        ("ALCOHOL", {EndRule.HOURS, EndRule.LATER_OF_HOURS_AND_SLEEP}),
        (
            "SPR_DRIVE",
            {EndRule.NEXT_DAY_AFTER_SLEEP, EndRule.LATER_OF_HOURS_AND_SLEEP},
        ),
        (
            "KET_DRIVE",
            {EndRule.NEXT_DAY_AFTER_SLEEP, EndRule.LATER_OF_HOURS_AND_SLEEP},
        ),
        ("KET_STAY", {EndRule.UNTIL_STAFF_SAY}),
        ("KET_SOLIDS", {EndRule.HOURS}),
    ],
)
def test_it_may_end_by_its_own_rule_or_one_that_is_never_sooner(code, rules):
    assert set(end_rules(SHIPPED.known[code])) == rules


@pytest.mark.parametrize("code", sorted(STRICT))
def test_a_stricter_preset_is_within_the_limits(code):
    assert limit_problems(stricter(SHIPPED.known[code])) == []


def test_a_sentence_follows_only_the_side_that_it_has_a_placeholder_for():
    before = SHIPPED.known["KET_HYDRATE"]

    earlier = stale_frame_problems(changed("KET_HYDRATE", starts=-48 * HOUR), before)
    sooner = stale_frame_problems(changed("KET_HYDRATE", ends=-4 * HOUR), before)

    assert len(earlier) == 4  # "the day before" stands in all of them
    assert len(sooner) == 2  # the full sentences have {gap}
