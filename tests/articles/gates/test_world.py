"""A page is compared with the day, the other pages and the clinic's help numbers."""

from datetime import date

import pytest

from articles import gates
from articles.gates import World
from articles.instructions import Values
from tests.articles.gates.frozen import NOTHING_SIGNED, found, gates_of, page, text
from tests.articles.instructions.shipped import changed, shipped_values

HELLO = page(text("<p>Hello.</p>"))
SITE = World(addresses=frozenset({"/", "/articles/rest/", "/es/articles/descanso/"}))


def link(address):
    return page(text(f'<p>See <a href="{address}">this page</a>.</p>'))


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        pytest.param(date(2026, 11, 22), ["overdue_review"], id="yesterday"),
        pytest.param(date(2026, 11, 23), [], id="today"),
        pytest.param(date(2027, 11, 23), [], id="next-year"),
        pytest.param(None, [], id="not-reviewed-yet"),
    ],
)
def test_words_whose_review_has_lapsed_stay_unpublished(due, expected):
    world = World(on=date(2026, 11, 23), review_due_on=due)

    assert gates_of(HELLO, world=world) == expected


@pytest.mark.parametrize(
    "address",
    [
        "/", "/articles/rest/", "/articles/rest/#food", "/articles/rest/?from=home",
        "/es/articles/descanso/", "../rest/", "#food", "tel:988", "mailto:a@b.test",
        "https://elsewhere.test/gone/", "//elsewhere.test/gone/", "",
    ],
)  # fmt: skip
def test_a_link_may_lead_to_a_live_page_or_to_another_site(address):
    assert found(link(address), world=SITE) == []


@pytest.mark.parametrize(
    "address",
    [
        "/articles/gone/", "/articles/rest", "/es/articles/rest/", "rest/",
        "/articles/rest/../gone/", "http://[", "/articles/%67one/",
    ],
)  # fmt: skip
def test_a_link_to_a_page_that_is_not_there_is_found(address):
    assert found(link(address), world=SITE) == [("broken_link", 1, "this page")]


def test_links_are_not_judged_by_who_does_not_know_the_site():
    assert gates_of(link("/articles/gone/"), world=World()) == []


HELP_WORDS = {
    "en": {
        "Call 911.": [],
        "Call or text 988, day or night.": [],
        "In an emergency, dial 999.": ["other_help_number"],
        "Call the lifeline at 1-800-273-8255.": ["other_help_number"],
        "Poison Help: 1-800-222-1222.": [],
        "Poison Help: (800) 222-1222, or us at (360) 555-0142.": [],
        "Poison Help: 1-800-222-1111.": ["other_help_number"],
        "Text HOME to 741741.": [],
        "Call us at (360) 555-0142.": [],
        "Call 360 555 0142.": [],
        "It costs $911 for 200 people, 15 % of 988,000.": [],
    },
    "es": {
        "Llame al 911.": [],
        "Envíe un mensaje de texto al 988.": [],
        "En una emergencia, marque el 112.": ["other_help_number"],
        "Llame al 1-888-628-9454.": ["other_help_number"],
        "En caso de intoxicación, llame al 1-800-222-1222.": [],
        "En caso de intoxicación, llame al 1-800-222-1111.": ["other_help_number"],
        "Envíe HOLA al 741741.": [],
    },
}


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        pytest.param(language, words, expected, id=words)
        for language, said in HELP_WORDS.items()
        for words, expected in said.items()
    ],
)
def test_every_page_prints_the_clinics_help_numbers(language, words, expected):
    assert gates_of(page(text(f"<p>{words}</p>"), language=language)) == expected


def test_a_number_that_the_clinic_has_changed_contradicts_the_other_pages():
    world = World(crisis="999")

    assert gates_of(page(text("<p>Call 988.</p>")), world=world) == [
        "other_help_number"
    ]
    assert gates_of(page(text("<p>Call 999.</p>")), world=world) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("tel:988", []),
        ("sms:988", []),
        ("tel:999", ["other_help_number"]),
        ("tel:+18002738255", ["other_help_number"]),
        ("sms:741741", []),
    ],
)
def test_what_a_link_dials_is_a_help_number_too(address, expected):
    assert gates_of(link(address)) == expected


def test_a_contradicting_help_number_can_never_be_overridden():
    (problem,) = gates.problems(page(text("<p>Call 999.</p>")), NOTHING_SIGNED)

    assert problem.stops
    assert not problem.may_be_overridden


def test_an_instruction_that_nobody_signed_is_not_shown():
    content = page({"kind": "instruction", "code": "KET_DRIVE", "form": "full"})

    (problem,) = gates.problems(content, shipped_values())

    assert (problem.gate, problem.instruction) == ("unsigned_instruction", "KET_DRIVE")
    assert not problem.may_be_overridden


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param({7}, [], id="the-same"),
        pytest.param(set(), [], id="nowhere"),
        pytest.param({6}, ["contradicted_instruction"], id="an-earlier-one"),
        pytest.param({6, 7}, ["contradicted_instruction"], id="both"),
    ],
)
def test_no_page_goes_live_beside_one_with_another_value(shown, expected):
    signed = changed("KET_DRIVE", signed_id=7)
    content = page({"kind": "instruction", "code": "KET_DRIVE", "form": "full"})
    world = World(signed_elsewhere={"KET_DRIVE": frozenset(shown)})

    assert gates_of(content, values=Values.of([signed]), world=world) == expected
