"""The starter pages are plain, honest, our own, and the same in both languages."""

import re
import tomllib

import pytest

from articles import prose
from articles.gates import reading
from articles.models import CalloutSection, LinesSection
from tests.content.starter_pages import (
    ENGLISH,
    PAGES,
    ROOT,
    links_of,
    sentences_of,
    shape_of,
    words_of,
)

EVERY_PAGE = pytest.mark.parametrize(
    "page", PAGES.values(), ids=["/".join(key) for key in PAGES]
)
EVERY_TWIN = pytest.mark.parametrize("slug", ENGLISH)

SEEDS = ROOT.parent / "shared" / "seeds"
RUN = 7  # this many equal words in a row are somebody else's sentence

COUNTED = {
    "en": r"(?:\d+|two|three|four|five|six|seven|eight|ten|twelve|twenty-four"
    r"|thirty|forty-eight|half an|an)[\s-]+(?:business )?"
    r"(?:hours?|minutes?|days?|weeks?)",
    "es": r"(?:\d+|dos|tres|cuatro|cinco|seis|siete|ocho|diez|doce|veinticuatro"
    r"|treinta|cuarenta y ocho|media)[\s-]+(?:horas?|minutos?|días?|semanas?)",
}
VAGUE = {
    "en": r"rest of the day|(?:a )?few (?:hours|days)|overnight|that (?:same )?day"
    r"|(?:next|following) (?:day|morning)|same evening",
    "es": r"resto del día|unas (?:pocas )?horas|unos (?:pocos )?días"
    r"|(?:día|mañana) siguiente|ese mismo día|misma (?:tarde|noche)",
}
CARE = {
    "en": r"\b(?:driv|eat|drink|food|meal|alcohol|stay|work|sleep|rest)\w*",
    "es": r"\b(?:manej|com[aeo]|beb|alcohol|trabaj|dorm|duerm|descans)\w*",
}
# Days that are a law's or the software's, not a care instruction's.
MAY_COUNT_DAYS = {"costs-and-insurance", "privacy"}
PROMISES = re.compile(
    r"\b(?:best|finest|amazing|miracle|cure[sd]?|guarantee\w*|painless|proven"
    r"|for good|life-changing|mejor clínica|milagro\w*|cura[nr]?|garantiza\w*"
    r"|sin dolor|para siempre)\b",
    re.IGNORECASE,
)


@EVERY_PAGE
def test_a_page_is_easy_to_read(page):
    text = sentences_of(page)

    assert reading.words_a_sentence(text) <= 15
    if page.language == "en":
        assert reading.flesch_kincaid(text) <= 6
    else:
        assert reading.fernandez_huerta(text) >= 70


@pytest.mark.parametrize(
    ("count", "word", "syllables"),
    [
        (reading.english_syllables, "whole", 1),
        (reading.english_syllables, "asked", 1),
        (reading.english_syllables, "medicines", 3),
        (reading.english_syllables, "idea", 3),
        (reading.english_syllables, "TMS", 3),
        (reading.spanish_syllables, "día", 2),
        (reading.spanish_syllables, "causa", 2),
        (reading.spanish_syllables, "alguien", 2),
        (reading.spanish_syllables, "también", 2),
        (reading.spanish_syllables, "emociones", 4),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(count, word, syllables):
    assert count(word) == syllables


@EVERY_PAGE
def test_no_part_between_two_headings_is_long(page):
    html = "".join(section.get("html", "<h2></h2>") for section in page.sections)
    parts = re.split(r"<h[23]>", html)

    longest = max(len(reading.words_of(prose.plain(part))) for part in parts)

    assert longest <= 150


def test_every_page_is_there_in_both_languages():
    spanish = [slug for language, slug in PAGES if language == "es"]

    assert spanish == ENGLISH
    assert all(page.slug == slug for (_, slug), page in PAGES.items())


@EVERY_TWIN
def test_a_translation_has_the_same_parts_in_the_same_order(slug):
    english, spanish = PAGES["en", slug], PAGES["es", slug]

    assert shape_of(spanish) == shape_of(english)


@EVERY_TWIN
def test_a_translation_says_the_same_about_itself(slug):
    english, spanish = PAGES["en", slug], PAGES["es", slug]

    for fact in ("slug", "stage", "audience", "treatment", "place", "author"):
        assert getattr(spanish, fact) == getattr(english, fact)
    assert len(spanish.sources) == len(english.sources)


@EVERY_PAGE
def test_every_link_to_this_site_leads_to_a_page_in_its_own_language(page):
    home = "/" if page.language == "en" else f"/{page.language}/"
    there = {f"{home}articles/{slug}/" for slug in ENGLISH}
    there |= {f"{home}articles/", f"{home}request/"}

    inside = {link for link in links_of(page) if link.startswith("/")}

    assert inside <= there


@EVERY_PAGE
def test_nothing_of_a_page_is_lost_in_the_allow_list(page):
    for section in page.sections:
        html = section.get("html", "")
        assert prose.clean(html) == html


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_a_language_show_every_kind_of_part(language):
    pages = [page for page in PAGES.values() if page.language == language]
    parts = [section for page in pages for section in page.sections]

    shown = {part.get("style", part["kind"]) for part in parts}
    levels = {part.get("level") for part in parts} - {None, ""}

    kinds = {"text", "questions", "table", "instruction"}
    styles = {*LinesSection.Style.values, *CalloutSection.Style.values}
    assert shown >= kinds | styles
    assert levels == set(CalloutSection.Level.values)


def care_numbers(page):
    """Sentences with a span of time that should come from a signed instruction."""
    found = []
    for sentence in reading.sentences_of(words_of(page)):
        counts = re.search(rf"\b(?:{COUNTED[page.language]})\b", sentence, re.I)
        vague = re.search(rf"\b(?:{VAGUE[page.language]})\b", sentence, re.I)
        may_count = page.slug in MAY_COUNT_DAYS and not re.search(
            CARE[page.language], sentence, re.I
        )
        if vague or (counts and not may_count):
            found.append(sentence)
    return found


@EVERY_PAGE
def test_no_care_number_is_typed_into_a_page(page):
    assert care_numbers(page) == []


@EVERY_PAGE
def test_no_page_promises_or_boasts(page):
    assert PROMISES.findall(words_of(page)) == []


@EVERY_PAGE
def test_whatever_is_not_merely_practical_names_its_sources(page):
    assert page.sources or page.stage == "practical"


def runs_of(text):
    words = [word.lower() for word in reading.words_of(text)]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_the_comparison_finds_seven_equal_words():
    theirs = "Plan a quiet evening, with soup and a good book beside you."
    ours = "We say: plan a quiet evening with soup and tea."

    assert runs_of(ours) & runs_of(theirs) == {
        ("plan", "a", "quiet", "evening", "with", "soup", "and")
    }


@EVERY_PAGE
def test_a_page_is_written_in_our_own_words(page):
    theirs = [runs_of(seed.read_text()) for seed in sorted(SEEDS.glob("*.txt"))]

    copied = runs_of(words_of(page)) & set().union(*theirs)

    assert copied == set()


def test_crisis_help_names_every_way_to_reach_someone():
    english, spanish = (
        words_of(PAGES[language, "crisis-help"]) for language in ("en", "es")
    )

    for words in (english, spanish):
        for number in ("911", "988", "838255", "741741", "AYUDA", "1-866-488-7386"):
            assert number in words
        assert not re.search(r"(?:press|oprima) 3", words)
    assert "press 2" in english
    assert "oprima 2" in spanish


def test_crisis_help_speaks_safely():
    english, spanish = (
        words_of(PAGES[language, "crisis-help"]) for language in ("en", "es")
    )

    assert not re.search(r"commit|success|%|attempt|every year", english, re.I)
    assert not re.search(r"comet|éxito|%|intent|cada año", spanish, re.I)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_treatment_has_a_hub_with_words_of_its_own(language):
    shipped = ROOT / "content" / "treatments.toml"
    treatments = tomllib.loads(shipped.read_text(encoding="utf-8"))["treatments"]

    places = {
        page.place: page.treatment
        for (spoken, _slug), page in PAGES.items()
        if spoken == language and page.place.startswith("treatment-")
    }

    assert places == {f"treatment-{one['slug']}": one["slug"] for one in treatments}
