"""Editors see how hard their words are to read; nothing stops because of it."""

import time

import pytest

from articles.gates import reading
from tests.articles.gates.frozen import gates_of, page, text

EASY = {
    "en": "You can rest here. We stay with you. Ask us what you like.",
    "es": "Puede estar aquí. Lo cuida una persona. Pida lo que quiera.",
}
HARD = {
    "en": "Intravenous administration necessitates comprehensive cardiovascular"
    " monitoring throughout the pharmacologically relevant observation interval.",
    "es": "La administración intravenosa requiere monitorización cardiovascular"
    " exhaustiva durante el intervalo farmacológicamente relevante de observación.",
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_plain_words_have_a_low_grade_and_long_ones_the_highest(language):
    assert reading.grade(EASY[language], language) <= 5
    assert reading.grade(HARD[language], language) == reading.HARDEST


@pytest.mark.parametrize(
    ("words", "language"), [("", "en"), (" \n… ", "es"), ("Je reste ici.", "fr")]
)
def test_without_words_or_a_formula_there_is_no_grade(words, language):
    assert reading.grade(words, language) is None


def test_hard_words_stop_nothing():
    assert gates_of(page(text(f"<p>{HARD['en']}</p>"))) == []


@pytest.mark.parametrize("piece", ["a", "ie", ". ", ".", "é", "1.", "word "])
@pytest.mark.parametrize("language", ["en", "es"])
def test_ten_thousand_signs_are_graded_at_once(piece, language):
    begun = time.process_time()

    reading.grade((piece * 10_000)[:10_000] + "a", language)

    assert time.process_time() - begun < 0.1
