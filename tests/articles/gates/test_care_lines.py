"""Where no clinician answers, care has no place: it is found and named."""

import pytest
from django.conf import settings

from articles.freezing import frozen_section
from articles.gates.care_lines import care_lines
from articles.gates.world import World
from articles.starter.pages import read
from articles.starter.storing import MODELS

CONTENT = settings.BASE_DIR / "content"
MANAGED = ["home", "team", "costs", "privacy", "accessibility", "language_help"]


def content(*sections, language="en", title="Our team", summary=""):
    return {
        "language": language,
        "title": title,
        "summary": summary,
        "sections": list(sections),
    }


def text(words):
    return {"kind": "text", "html": f"<p>{words}</p>"}


def lines(style, *said):
    return {"kind": "lines", "style": style, "heading": "", "lines": list(said)}


def help_card(level, words="<ul><li>you need an interpreter</li></ul>"):
    return {
        "kind": "callout",
        "style": "help",
        "level": level,
        "heading": "Call us",
        "html": words,
    }


def found_in(*sections, **facts):
    return care_lines(content(*sections, **facts), World(has_clinician=False))


def quotes(*sections, **facts):
    return [problem.quote for problem in found_in(*sections, **facts)]


@pytest.mark.parametrize(
    "section",
    [
        {"kind": "instruction", "code": "driving", "form": "full"},
        {
            "kind": "instructions",
            "treatment": "tms",
            "stage": "after",
            "style": "list",
            "form": "short",
            "heading": "",
        },
        help_card("urgent"),
        help_card("emergency"),
    ],
)
def test_what_is_care_by_its_kind_is_found_whatever_it_says(section):
    (problem,) = found_in(text("Welcome."), section)

    assert (problem.gate, problem.section) == ("care_line", 2)
    assert not problem.may_be_overridden


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Do not drive home."),
        ("en", "Don’t drink alcohol that evening."),
        ("en", "You may eat a light meal."),
        ("en", "No food before your visit."),
        ("en", "Take your usual medicines."),
        ("en", "Never stop your medication by yourself."),
        ("en", "Drink plenty of water."),
        ("en", "Avoid heavy machinery."),
        ("en", "Call 911 if you cannot breathe."),
        ("en", "Tell us if you feel dizzy."),
        ("en", "Call 988 if you think about suicide."),
        ("es", "No maneje hasta mañana."),
        ("es", "Puede comer algo ligero."),
        ("es", "Tome sus medicinas como siempre."),
        ("es", "Nunca deje su medicamento."),
        ("es", "Llame si usted siente mareo."),
        ("es", "Evite el alcohol."),
    ],
)
def test_a_sentence_of_advice_is_found_word_for_word(language, said):
    section = text(f"Welcome. {said} Goodbye.")

    assert quotes(section, language=language) == [said]


def test_a_line_in_a_list_of_dos_and_donts_needs_no_command_to_be_advice():
    found = quotes(lines("do", "a light meal", "a book"))

    assert found == ["a light meal"]


def test_advice_in_the_title_or_summary_is_found_too():
    (problem,) = found_in(summary="You can drive home.")

    assert (problem.section, problem.quote) == (0, "You can drive home.")


@pytest.mark.parametrize(
    "said",
    [
        "We never ask for symptoms.",
        "Which medicines does the plan want me to have tried?",
        "We are closed on Thursday.",
        "There is a restaurant next door; the food is good.",
        "Rosa drives a blue car.",
        "You can bring a friend.",
        "A price is not a dose of trouble.",
    ],
)
def test_what_the_manager_knows_best_is_left_alone(said):
    assert quotes(text(said), help_card("non_urgent")) == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(CONTENT.rglob("articles/*/*.md"))
        if read(path).place in MANAGED
    ],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_the_clinics_own_first_pages_pass(path):
    page = read(path)
    sections = []
    for one in page.sections:
        fields = {name: it for name, it in one.items() if name != "kind"}
        sections.append(frozen_section(MODELS[one["kind"]](**fields)))

    found = quotes(
        *sections, language=page.language, title=page.title, summary=page.summary
    )

    assert found == []


def test_a_clinician_may_say_it_and_nobody_else():
    advice = content(text("Do not drive home."))

    assert care_lines(advice, World()) == []
    assert len(care_lines(advice, World(has_clinician=False))) == 1
