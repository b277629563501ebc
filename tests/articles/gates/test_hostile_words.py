"""No text makes a gate think for longer than an editor would notice."""

import time

import pytest

from articles import gates
from articles.gates import World
from articles.gates.care_numbers import care_numbers_in
from articles.gates.claims import claims_in
from tests.articles.gates.frozen import NOTHING_SIGNED, page, text

SIGNS = 10_000
SECONDS = 0.1
PIECES = [
    "a", "1", "1 ", "1 h ", "drive 1 h. ", "on 1 h ", "one and a ", "1-", ". ", ".",
    "\n", "(", "no ", "not ", "not a cure ", "most people feel very very ",
    "improve a b c ", "treatment is ", "the best ", "una ", "la mejor ",
    "la mayoría de los pacientes ", "call to the ", "988 ", "1.2.3.4.5.", "&amp;",
    "<p>", "<a href='", "<h3>", "</h3>",
]  # fmt: skip
EVERY_PIECE = pytest.mark.parametrize("piece", PIECES)
EVERY_LANGUAGE = pytest.mark.parametrize("language", ["en", "es"])


def seconds(ask):
    """The shortest of three times, since the machine has other things to do."""
    taken = []
    for _attempt in range(3):
        begun = time.process_time()
        ask()
        taken.append(time.process_time() - begun)
    return min(taken)


@EVERY_LANGUAGE
@EVERY_PIECE
def test_ten_thousand_signs_are_read_at_once(piece, language):
    words = (piece * SIGNS)[:SIGNS] + "a"

    assert seconds(lambda: care_numbers_in(words, language)) < SECONDS
    assert seconds(lambda: claims_in(words, language)) < SECONDS


@EVERY_PIECE
def test_a_page_of_ten_thousand_signs_is_judged_at_once(piece):
    content = page(text((piece * SIGNS)[:SIGNS]))
    world = World(addresses=frozenset({"/"}))

    taken = seconds(lambda: gates.problems(content, NOTHING_SIGNED, world=world))

    assert taken < 4 * SECONDS  # a dozen gates


@pytest.mark.parametrize("language", ["", "fr", "zh-hans"])
def test_a_language_without_words_of_its_own_is_read_like_english(language):
    assert claims_in("It is painless.", language)
    assert care_numbers_in("Do not drive for 24 hours.", language)
