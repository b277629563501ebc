"""Lengths of time in words, in both languages (rule 12 of the data)."""

import pytest

from articles.instructions import NoWords, Unit, in_words, with_article

HOUR, DAY = 60, 1440


@pytest.mark.parametrize(
    ("minutes", "unit", "english", "spanish", "with_its_article"),
    [
        (30, Unit.MINUTES, "30 minutes", "30 minutos", "los 30 minutos"),
        (1, Unit.MINUTES, "1 minute", "1 minuto", "el minuto"),
        (HOUR, Unit.HOURS, "1 hour", "1 hora", "la hora"),
        (6 * HOUR, Unit.HOURS, "6 hours", "6 horas", "las 6 horas"),
        (72 * HOUR, Unit.HOURS, "72 hours", "72 horas", "las 72 horas"),
        (3 * DAY, Unit.DAYS, "3 days", "3 días", "los 3 días"),
        (DAY, Unit.DAYS, "1 day", "1 día", "el día"),
        (90, Unit.HOURS, "90 minutes", "90 minutos", "los 90 minutos"),
        (36 * HOUR, Unit.DAYS, "36 hours", "36 horas", "las 36 horas"),
        (30, Unit.HOURS, "30 minutes", "30 minutos", "los 30 minutos"),
    ],
)
def test_a_length_inflects_with_its_number(
    minutes, unit, english, spanish, with_its_article
):
    assert in_words(minutes, unit, "en") == english
    assert in_words(minutes, unit, "es") == spanish
    assert with_article(minutes, unit, "es") == with_its_article


@pytest.mark.parametrize("minutes", [0, -60])
def test_nothing_is_said_of_a_length_that_is_not_there(minutes):
    with pytest.raises(ValueError, match="above zero"):
        in_words(minutes, Unit.HOURS, "en")


def test_a_language_without_words_for_lengths_is_named():
    with pytest.raises(NoWords, match="fr"):
        in_words(60, Unit.HOURS, "fr")
