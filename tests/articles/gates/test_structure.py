"""What a page must have before patients read it, and in what order."""

import pytest

from articles import gates
from tests.articles.gates.frozen import (
    NOTHING_SIGNED,
    callout,
    found,
    gates_of,
    lines,
    page,
    text,
)

HELLO = text("<p>Hello.</p>")
HELP = callout("<p>you cannot wake them</p>", style="help", level="emergency")
WARNING = callout("<p>Careful.</p>", style="warning")
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


@LANGUAGES
def test_clinical_words_need_a_source(language):
    content = page(HELLO, language=language, sources=[])

    assert gates_of(content) == ["missing_source"]


@pytest.mark.parametrize(
    "place",
    ["home", "team", "locations", "privacy", "accessibility", "language_help"],
)
def test_pages_about_the_clinic_and_its_site_need_none(place):
    assert gates_of(page(HELLO, sources=[], place=place)) == []


@pytest.mark.parametrize("place", ["costs", "help_now", "is_this_for_you"])
def test_fixed_pages_that_say_something_clinical_do(place):
    assert gates_of(page(HELLO, sources=[], place=place)) == ["missing_source"]


@LANGUAGES
def test_care_at_home_says_whom_to_call(language):
    without = page(HELLO, stage="aftercare", language=language)
    with_card = page(HELLO, HELP, stage="aftercare", language=language)

    assert gates_of(without) == ["missing_help_card"]
    assert gates_of(with_card) == []


def test_a_help_card_is_asked_for_in_no_other_stage():
    assert gates_of(page(HELLO, stage="before")) == []


def test_a_missing_help_card_can_never_be_overridden():
    (problem,) = gates.problems(page(HELLO, stage="aftercare"), NOTHING_SIGNED)

    assert problem.stops
    assert not problem.may_be_overridden


@LANGUAGES
def test_a_subheading_stands_below_a_heading(language):
    html = "<h3>Food</h3><p>Eat.</p><h2>Rest</h2><h3>Sleep</h3><p>Well.</p>"

    assert found(page(text(html), language=language)) == [
        ("skipped_heading_level", 1, "Food")
    ]


def test_a_list_with_a_heading_of_its_own_begins_a_part():
    after_a_list = page(lines("Rest.", heading="Do"), text("<h3>Food</h3><p>Eat.</p>"))
    after_a_tip = page(
        callout("<p>Rest.</p>", heading="Tip"), text("<h3>Food</h3><p>Eat.</p>")
    )

    assert gates_of(after_a_list) == []
    assert gates_of(after_a_tip) == ["skipped_heading_level"]


def test_a_third_warning_is_mentioned_and_stops_nothing():
    (problem,) = gates.problems(page(*[WARNING] * 3), NOTHING_SIGNED)

    assert (problem.gate, problem.section) == ("too_many_warnings", 3)
    assert not problem.stops


def test_two_warnings_are_not_too_many():
    assert gates_of(page(WARNING, WARNING)) == []


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param({"alt": ""}, ["missing_alternative_text"], id="nothing-said"),
        pytest.param({"alt": "  "}, ["missing_alternative_text"], id="only-spaces"),
        pytest.param({"alt": "A chair by a window"}, [], id="described"),
        pytest.param({"alt": "", "is_decorative": True}, [], id="decoration"),
    ],
)
def test_a_picture_is_described_or_said_to_be_decoration(picture, expected):
    assert gates_of(page({"kind": "figure"} | picture)) == expected
