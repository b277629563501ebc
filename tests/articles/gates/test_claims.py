"""No page promises or praises what no source says."""

import pytest

from articles import gates
from articles.gates.claims import claims_in
from tests.articles.gates.frozen import (
    NOTHING_SIGNED,
    found,
    lines,
    page,
    questions,
    table,
    text,
)

CLAIMS = {
    "en": [
        "We are the best ketamine clinic in the county.",
        "Our team gives the finest care on the coast.",
        "It is painless.",
        "Leave your depression behind for good.",
        "Most patients have no side effects.",
        "Nine out of ten people feel better.",
        "80% of patients improve.",
        "TMS works quickly.",
        "SPRAVATO is highly effective.",
        "The treatment is safe.",
        "A life-changing breakthrough, guaranteed.",
        "It relieves even severe pain.",
        "Side effects are usually mild.",
        "There is nothing to worry about.",
    ],
    "es": [
        "Somos la mejor clínica del condado.",
        "Nuestra terapia más avanzada le espera.",
        "Es un tratamiento sin dolor.",
        "Olvide la depresión para siempre.",
        "La mayoría de los pacientes no tiene efectos secundarios.",
        "Casi todas las personas se sienten mucho mejor.",
        "El 80 % de los pacientes mejora.",
        "La ketamina funciona rápidamente.",
        "SPRAVATO es muy eficaz.",
        "El tratamiento es totalmente seguro.",
        "Resultados garantizados.",
        "Alivia el dolor más fuerte.",
        "No hay de qué preocuparse.",
    ],
}
HONEST = {
    "en": [
        "It is not a cure.",
        "No treatment can promise to be painless.",
        "Some people feel better after a few visits, others do not.",
        "It may reduce pain for a while.",
        "Most people do not feel better at once.",
        "Is it painless?",
        "Talk with us about the best way for you.",
        "Tell us for good measure.",
        "Do your best to rest.",
        "A small study did not find it effective.",
        "Some mean that a treatment is not safe.",
        "Call 911 if you are not safe.",
        "Ketamine is a medicine.",
    ],
    "es": [
        "No es una cura.",
        "Ningún tratamiento es totalmente seguro.",
        "Algunas personas se sienten mejor; otras, no.",
        "Puede aliviar el dolor por un tiempo.",
        "¿Es un tratamiento sin dolor?",
        "Hable con nosotros sobre lo que es mejor para usted.",
        "Con otros, el tratamiento no es seguro.",
        "La ketamina es un medicamento.",
    ],
}


def cases(said):
    return [
        pytest.param(language, words, id=f"{language}: {words}")
        for language, sentences in said.items()
        for words in sentences
    ]


@pytest.mark.parametrize(("language", "words"), cases(CLAIMS))
def test_a_promise_or_praise_is_found(language, words):
    assert claims_in(words, language) == [words]


@pytest.mark.parametrize(("language", "words"), cases(HONEST))
def test_honest_words_pass(language, words):
    assert claims_in(words, language) == []


@pytest.mark.parametrize(
    ("section", "quote"),
    [
        pytest.param(text("<p>It is <em>pain</em>less.</p>"), None, id="emphasis"),
        pytest.param(lines("It is painless.", style="do"), None, id="list"),
        pytest.param(
            questions(("Does it hurt?", "It is painless.")), None, id="answer"
        ),
        pytest.param(table(("A",), ("It is painless.",)), None, id="cell"),
    ],
)
def test_a_claim_is_found_in_every_kind_of_section(section, quote):
    assert found(page(section)) == [("unsourced_claim", 1, quote or "It is painless.")]


def test_a_claim_that_links_to_a_source_of_the_page_passes():
    linked = '<p><a href="https://leaflet.test/">Most people felt better</a>.</p>'

    assert found(page(text(linked))) == []


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://elsewhere.test/">Most people felt better</a>.</p>',
        '<p>Most people felt better. <a href="https://leaflet.test/">Read it</a>.</p>',
    ],
    ids=["another-address", "another-sentence"],
)
def test_a_link_beside_the_point_is_no_source(html):
    quotes = [quote for _gate, _section, quote in found(page(text(html)))]

    assert quotes == ["Most people felt better."]


def test_a_second_person_may_let_a_claim_pass_but_until_then_it_stops():
    (problem,) = gates.problems(page(text("<p>It is painless.</p>")), NOTHING_SIGNED)

    assert problem.stops
    assert problem.may_be_overridden
    assert "source" in problem.fix
