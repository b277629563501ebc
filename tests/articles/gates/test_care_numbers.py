"""No care number is typed in prose: it would stay behind when the clinic changes."""

import pytest

from articles import gates
from articles.gates.care_numbers import care_numbers_in
from tests.articles.gates.frozen import (
    NOTHING_SIGNED,
    callout,
    found,
    gates_of,
    lines,
    page,
    questions,
    table,
    text,
)

TYPED = {
    "en": [
        "Do not drive for 24 hours.",
        "Do not drive for twenty-four hours.",
        "Don’t drink alcohol 48–72 h before or after.",
        "Stay for at least half an hour.",
        "Wait one and a half hours in the recovery area.",
        "No food for a 6-hour window before you come.",
        "Rest, and do not work for the rest of the day.",
        "You may drive the next morning.",
        "Eat nothing after midnight.",
        "No alcohol. Wait two days.",
        "You can return to your normal life in a few hours.",
        "Only drive after a good night’s sleep.",
        "Skip the gym that evening.",
        "Stop clear drinks ½ hour before.",
    ],
    "es": [
        "No maneje durante 24 horas.",
        "No maneje durante veinticuatro horas.",
        "No beba alcohol de 48 a 72 horas antes.",
        "Quédese media hora; quede en observación.",
        "No coma nada en las seis horas anteriores.",
        "No trabaje el resto del día.",
        "Puede conducir al día siguiente.",
        "No coma después de la medianoche.",
        "Nada de alcohol. Espere dos días.",
        "No conduzca hasta después de dormir.",
        "Evite el ejercicio esa noche.",
    ],
}
FINE = {
    "en": [
        "Someone must drive you home.",
        "A session lasts 40 to 60 minutes, and staff stay with you.",
        "The infusion, which usually takes about 40 minutes, is monitored.",
        "You come on three days a week, and that for a few weeks.",
        "Choose a day on which you do not work.",
        "Plan it on a day when you have no work.",
        "It can work well within a few weeks.",
        "Drink water.",
        "We answer within 2 hours.",
        "Fast relief came after a few days in a small study.",
    ],
    "es": [
        "Alguien tiene que manejar por usted.",
        "La sesión dura de 40 a 60 minutos y el personal espera con usted.",
        "Elija un día en que no trabaje.",
        "Beba agua.",
        "Le respondemos en 2 horas.",
    ],
}


def cases(said):
    return [
        pytest.param(language, words, id=f"{language}: {words}")
        for language, sentences in said.items()
        for words in sentences
    ]


@pytest.mark.parametrize(("language", "words"), cases(TYPED))
def test_a_typed_length_of_time_about_care_is_found(language, words):
    assert care_numbers_in(words, language)


@pytest.mark.parametrize(("language", "words"), cases(FINE))
def test_other_words_are_left_alone(language, words):
    assert care_numbers_in(words, language) == []


@pytest.mark.parametrize(
    "section",
    [
        pytest.param(text("<h2>Driving</h2><p>Wait 24 hours.</p>"), id="heading"),
        pytest.param(lines("drive", heading="For 24 hours, do not"), id="list"),
        pytest.param(
            text("<p>For 24 hours:</p><ul><li>do not drive</li></ul>"), id="colon"
        ),
        pytest.param(
            lines("24 hours | You may drive again.", style="timeline"), id="timeline"
        ),
        pytest.param(questions(("When may I drive?", "After 24 hours.")), id="answer"),
        pytest.param(
            table(("", "Alcohol"), ("Ketamine", "48 hours before")), id="table"
        ),
        pytest.param(callout("<p>Do not drive for <em>24</em> hours.</p>"), id="tip"),
        pytest.param(text("<p>Do not drive for 24&nbsp;hours.</p>"), id="fixed-space"),
    ],
)
def test_a_number_is_found_wherever_a_reader_puts_it_together(section):
    assert gates_of(page(text("<p>Hello.</p>"), section)) == ["typed_care_number"]


def test_the_title_and_the_summary_are_read_too():
    content = page(text("<p>Hello.</p>"), summary="Do not drive for 24 hours.")

    assert found(content) == [("typed_care_number", 0, "Do not drive for 24 hours.")]


def test_a_number_on_another_line_is_another_subject():
    content = page(text("<ul><li>Drive home.</li><li>Call in 24 hours.</li></ul>"))

    assert found(content) == []


def test_the_editor_is_told_the_sentence_and_what_to_do():
    content = page(text("<p>Hello. Do not drive for 24 hours. Rest.</p>"))

    (problem,) = gates.problems(content, NOTHING_SIGNED)

    assert problem.quote == "Do not drive for 24 hours."
    assert (problem.section, problem.instruction) == (1, "driving")
    assert "care instruction" in problem.fix
    assert problem.stops
    assert not problem.may_be_overridden
