"""The sentences that follow from a signed value."""

from dataclasses import replace

import pytest

from articles.instructions import MissingFrame, Unit, UnknownPlaceholder, fill
from articles.instructions.frames import frame_problems, stale_frame_problems
from tests.articles.instructions.shipped import changed, shipped_values

LANGUAGES = ["en", "es"]


@pytest.mark.parametrize("value", list(shipped_values()), ids=lambda value: value.code)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["short", "full", "companion"])
def test_every_shipped_sentence_can_be_said(value, language, form):
    said = value.sentence(language, form)

    assert said
    assert "{" not in said


# Source of the figures: content/instructions.json
@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        ("KET_DRIVE", "en", "Do not drive for 24 hours, and not before a full night"),
        ("KET_DRIVE", "es", "No maneje por 24 horas ni antes de dormir"),
        ("SPR_DRINK", "es", "No beba nada en los 30 minutos antes del aerosol."),
        ("KET_SOLIDS", "es", "las 6 horas"),
        ("ALCOHOL", "en", "No alcohol for 48 hours before and 48 hours after."),
    ],
)
def test_a_value_speaks_in_its_language(code, language, said):
    assert said in shipped_values().known[code].sentence(language, "short")


def test_one_hour_in_spanish_takes_its_own_article():
    value = changed("SPR_DRINK", starts=-60, unit=Unit.HOURS)

    assert value.sentence("es", "short") == "No beba nada en la hora antes del aerosol."


def test_a_companion_without_words_of_their_own_gets_the_patients():
    value = shipped_values().known["KET_SOLIDS"]

    assert value.sentence("en", "companion") == value.sentence("en", "full")


def test_a_language_without_a_sentence_is_named():
    with pytest.raises(MissingFrame, match="KET_DRIVE"):
        shipped_values().known["KET_DRIVE"].sentence("fr")


def test_a_placeholder_without_a_length_is_refused():
    value = shipped_values().known["KET_DRIVE"]

    with pytest.raises(UnknownPlaceholder):
        fill("Wait {before}.", value, "en")


def test_a_missing_sentence_is_a_problem_with_its_fix():
    value = shipped_values().known["KET_DRIVE"]
    value = replace(value, frames={"en": value.frames["en"]})

    found = frame_problems(value, LANGUAGES)

    assert [(p.codes, p.fix) for p in found] == [
        (("KET_DRIVE",), "Write that sentence."),
        (("KET_DRIVE",), "Write that sentence."),
    ]


def test_a_sentence_that_lost_its_length_is_a_problem():
    value = shipped_values().known["KET_DRIVE"]
    frames = value.frames | {"en": {"short": "Wait {gap}.", "full": "Wait {after}."}}

    (found,) = frame_problems(replace(value, frames=frames), LANGUAGES)

    assert "{gap}" in found.said


def test_a_sentence_without_placeholder_belongs_to_its_value():
    before = shipped_values().known["ADULT_AT_HOME"]
    longer = replace(before, ends=1440)

    found = stale_frame_problems(longer, before)

    languages_and_forms = len(before.frames["en"]) + len(before.frames["es"])
    assert len(found) == languages_and_forms


def test_a_sentence_with_a_placeholder_follows_its_value():
    before = shipped_values().known["ALCOHOL"]

    assert stale_frame_problems(replace(before, ends=4320), before) == []
