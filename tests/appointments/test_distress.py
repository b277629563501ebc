import json
import time
from pathlib import Path

import pytest

from appointments import distress
from appointments.distress import Kind, Level
from appointments.forms import AppointmentRequestForm
from appointments.forms.fields import Telephone, Words

HERE = Path(__file__).parent
# Each written after the matcher was frozen; the last two by people who never saw it.
SETS = ("first", "second", "third", "fourth", "fifth")
GIVEN = json.loads((HERE / "distress_given.json").read_text())


def level_of(words):
    found = distress.for_words([words])
    return found.level if found else None


def kind_of(words):
    return distress.for_words([words]).kind


def judged_otherwise(name, *levels):
    return [words for words in GIVEN[name] if level_of(words) not in levels]


def test_the_phrases_given_are_met_with_the_help_they_call_for():
    assert judged_otherwise("clear", Level.CLEAR) == []
    assert judged_otherwise("gentle", Level.GENTLE) == []
    assert judged_otherwise("at_most_gentle", None, Level.GENTLE) == []
    assert judged_otherwise("ordinary", None) == []
    assert judged_otherwise("later_crisis", Level.CLEAR, Level.GENTLE) == []
    assert judged_otherwise("later_ordinary", None) == []


def met_of(name):
    """Return how many phrases of a set are met, by what they are and language."""
    phrases = json.loads((HERE / f"distress_{name}.json").read_text())
    return {
        f"{kind} {language}": sum(level_of(words) is not None for words in said)
        for kind, languages in phrases.items()
        for language, said in languages.items()
    }


def test_what_was_measured_is_what_the_paper_says():
    paper = (HERE.parent.parent / "docs/distress.md").read_text()

    met = {name: list(met_of(name).values()) for name in SETS}

    assert met == {
        "first": [20, 20, 0, 0],
        "second": [18, 18, 0, 0],
        "third": [11, 12, 0, 0],
        "fourth": [20, 20, 0, 0, 5, 4],
        "fifth": [20, 20, 0, 0, 4, 4],
    }
    for name, (english, spanish, *_ordinary) in met.items():
        row = next(line for line in paper.splitlines() if f"| {name} set" in line)
        assert f"{english + spanish} of 40, spent" in row


def test_notes_that_were_held_out_are_met_as_the_paper_says():
    paper = (HERE.parent.parent / "docs/distress.md").read_text()

    met = met_of("held_out")

    assert list(met.values()) == [53, 47, 4, 1, 11, 11]
    assert "**100 of 120: it misses one in six** | 8 of 100 | **5 of 100**" in paper


def test_what_is_told_as_history_is_never_loud():
    for name in ("fourth", "fifth"):
        told = json.loads((HERE / f"distress_{name}.json").read_text())["history"]
        for words in told["en"] + told["es"]:
            assert level_of(words) != Level.CLEAR, words


@pytest.mark.parametrize(
    "written",
    [
        "I wanna dissapear and not wake up",
        "quiciera no despertarr",
        "the bottles, I was hoarding them",
        "cutting, again",
    ],
)
def test_slips_other_endings_and_other_orders_are_met_too(written):
    assert level_of(written) is not None


def test_a_death_in_the_family_and_a_full_calendar_are_ordinary():
    for written in (
        "My mother died last year and I am grieving",
        "I can't make it until noon, please call later",
        "Is the paperwork in order before the visit?",
        "When the side effects are gone may I drive",
        "No creo que llegue a tiempo el lunes",
    ):
        assert level_of(written) is None, written


@pytest.mark.parametrize(
    ("meant", "as_typed"),
    [
        ("I don't want to be here anymore", "i dont wanna b here any more"),
        ("I can't go on like this", "cant go on like thisss"),
        ("ya no quiero vivir, ¿para qué sigo?", "ya no kiero bivir pa q sigo"),
        ("quiero quitarme la vida", "kiero kitarme la bida"),
        ("estoy cansado de vivir", "toy cansao de vivir"),
        ("my son says he wants to kill himself", "kms lol jk. kinda"),
    ],
)
def test_the_words_of_a_telephone_are_read_like_those_of_a_letter(meant, as_typed):
    assert level_of(meant) == Level.CLEAR or level_of(meant) == Level.GENTLE
    assert level_of(as_typed) is not None


def test_an_ordinary_day_has_pills_weapons_deaths_and_ends_too():
    for written in (
        "Do you take all major insurances? I take all my meds at night",
        "I can't go on Mondays and can't make it until next week",
        "My brother died of an overdose and I still grieve",
        "I'm scared to death of needles, scared to go alone",
        "I never wake up rested. I drive into the city, there is a bridge",
        "Thank you for everything. I will be gone from June 3 to June 10",
        "No thoughts of hurting myself, just flat",
        "Do I carry my pocket knife in? My phone keeps dying",
        "no puedo mas que los sabados, no tengo a nadie que me lleve",
        "ya no puedo seguir pagando, no puedo ir sin mi esposo",
        "le puede hacer dano al bebe? me dan ataques y siento que me muero",
        "se me corta la llamada, me despidieron del trabajo, gracias por todo",
    ):
        assert level_of(written) is None, written


@pytest.mark.parametrize(
    "written",
    [
        "QUIERO MORIR",
        "quiero\r\nmorir",
        "quiero \N{WHITE FROWNING FACE} morir",
        "qui\N{SOFT HYPHEN}ero mo\N{ZERO WIDTH SPACE}rir",
        "\N{RIGHT-TO-LEFT MARK}quiero morir",
        "<b>quiero</b> <i>morir</i>",
        "quiero... morir!!",
        "x " * 1500 + "quiero morir",
    ],
)
def test_how_it_is_typed_makes_no_difference(written):
    assert level_of(written) == Level.CLEAR


def test_every_free_answer_counts_and_no_phrase_crosses_two_of_them():
    for name in distress.FREE_TEXT:
        assert distress.for_answers({name: "quiero morir"})

    assert distress.for_answers({"ask_for": "I end my", "referred": "life"}) is None


def test_the_form_has_no_free_answer_that_is_left_out():
    fields = AppointmentRequestForm.base_fields
    free = {
        name
        for name, field in fields.items()
        if isinstance(field, Words) and not isinstance(field, Telephone)
    }

    assert free - {"provider_npi"} == set(distress.FREE_TEXT)


def test_the_kind_of_help_follows_the_words():
    assert kind_of("chest pain, can't breathe") == Kind.MEDICAL
    assert kind_of("I am going to hurt someone") == Kind.VIOLENCE
    assert kind_of("my husband hits me") == Kind.ABUSE
    assert kind_of("quiero morir") == Kind.CRISIS


def test_words_about_somebody_else_are_recognised():
    assert distress.for_words(["my son is suicidal"]).for_another
    assert not distress.for_words(["I feel suicidal"]).for_another
    asked = {"for_whom": "helper", "note": "suicidal"}
    assert distress.for_answers(asked).for_another


@pytest.mark.parametrize(
    "piece", ["a ", "i am ", "my aa says ", "no ", "<", "want to "]
)
def test_ten_thousand_characters_take_time_in_proportion(piece):
    def seconds(length):
        text = (piece * length)[:length]
        started = time.process_time()
        distress.for_words([text])
        return time.process_time() - started

    half = min(seconds(5_000) for _ in "12")
    whole = min(seconds(10_000) for _ in "12")

    assert whole < max(4 * half, 0.02)
    assert seconds(1_000_000) < max(4 * whole, 0.1)


def test_every_pattern_says_what_it_means_and_finds_no_empty_text():
    terms = json.loads(
        (HERE.parent.parent / "appointments/distress_terms.json").read_text()
    )

    kept = terms["patterns"] + terms["near"]

    assert [one["id"] for one in kept if not one["says"]] == []
    assert len({one["id"] for one in kept}) == len(kept)
    assert level_of("please call after three | gracias") is None


def test_no_page_or_served_file_holds_the_terms():
    root = HERE.parent.parent
    served = [*(root / "static").rglob("*"), *(root / "templates").rglob("*")]
    terms = json.loads((root / "appointments/distress_terms.json").read_text())
    telling = terms["patterns"][0]["id"]

    holders = [
        path.name
        for path in served
        if path.is_file()
        and ("distress_terms" in path.name or telling.encode() in path.read_bytes())
    ]

    assert holders == []
