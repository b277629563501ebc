"""The starter articles keep one frame: a reader finds the same thing in each."""

import re
import tomllib

import pytest

from articles.gates import reading
from articles.models import CareInstruction
from articles.rendering import short_version
from articles.shipped import load_shipped
from tests.articles.instructions.shipped import shipped_values
from tests.builders import NOON
from tests.content.starter_pages import ENGLISH, PAGES, ROOT, words_of

STARTERS = [
    "after-ketamine-infusion", "back-to-work", "before-ketamine-infusion",
    "compare-ketamine-spravato-tms", "costs-and-insurance", "crisis-help",
    "during-ketamine-infusion", "first-week-after-ketamine", "for-companions",
    "is-it-right-for-me", "ketamine-aftercare", "side-effects-when-to-call",
    "spravato-what-to-expect", "tms-what-to-expect",
]  # fmt: skip
EVERY_STARTER = pytest.mark.parametrize(
    ("language", "slug"), [(code, slug) for code in ("en", "es") for slug in STARTERS]
)
# Pages around a visit, where somebody may read no further than the first box.
ANSWER_FIRST = [
    "after-ketamine-infusion", "back-to-work", "before-ketamine-infusion",
    "first-week-after-ketamine", "for-companions", "ketamine-aftercare",
    "spravato-what-to-expect",
]  # fmt: skip
MOST_WORDS = 1_200
CARE = {"before", "during", "after", "aftercare", "safety", "about"}
AT_HOME = {"after", "aftercare", "safety"}
# None of these is a Spanish word, too.
ENGLISH_WORDS = re.compile(
    r"\b(?:about|and|are|at|been|by|can|for|from|have|if|is|it|not|of|or|our|that|the"
    r"|they|this|to|was|we|what|when|will|with|you|your)\b",
    re.IGNORECASE,
)
# Names that have no Spanish one.
NAMES = re.compile(r"The Trevor Project|American Journal of Psychiatry")


def levels_of(page):
    return {section.get("level") for section in page.sections} - {None, ""}


def test_all_fourteen_are_there():
    assert set(STARTERS) <= set(ENGLISH)


@EVERY_STARTER
def test_an_article_begins_with_its_short_version(language, slug):
    first = PAGES[language, slug].sections[0]

    if slug == "crisis-help":
        # Whoever opens this page needs a telephone, not a summary.
        first = PAGES[language, slug].sections[1]
        assert (first["style"], first["level"]) == ("help", "emergency")
    else:
        assert first["style"] == "summary"
        signed = short_version.gathered(PAGES[language, slug].sections)[0]
        lines = len(signed.get("opening", [])) + first["html"].count("<li>")
        assert 3 <= lines <= 6


@pytest.mark.parametrize("slug", ANSWER_FIRST)
def test_what_decides_a_patient_s_safety_is_signed_and_stands_first(slug):
    page = PAGES["en", slug]

    opening = short_version.gathered(page.sections)[0]["opening"]

    assert 2 <= len(opening) <= 4
    companion = page.audience == "companion"
    assert {one["form"] for one in opening} == {"companion" if companion else "short"}
    for one in opening:
        value = shipped_values().known[one["code"]]
        assert page.treatment in ("", *value.treatments)
        assert one["form"] in value.frames["es"]


@EVERY_STARTER
def test_an_article_is_no_longer_than_people_read(language, slug):
    assert len(reading.words_of(words_of(PAGES[language, slug]))) <= MOST_WORDS


@EVERY_STARTER
def test_an_article_about_care_says_whom_to_call(language, slug):
    page = PAGES[language, slug]

    levels = levels_of(page)

    if page.stage in CARE:
        assert "urgent" in levels
    if page.stage in AT_HOME:
        assert levels == {"emergency", "urgent", "non_urgent"}


@EVERY_STARTER
def test_an_article_names_its_sources(language, slug):
    assert PAGES[language, slug].sources


@pytest.mark.parametrize("slug", ENGLISH)
def test_a_spanish_page_holds_no_english(slug):
    page = PAGES["es", slug]
    notes = [source.get("note", "") for source in page.sources]

    said = NAMES.sub("", "\n".join([words_of(page), *notes]))

    assert ENGLISH_WORDS.findall(said) == []


@pytest.mark.django_db
def test_every_instruction_that_a_page_quotes_is_one_that_the_site_brings():
    load_shipped(NOON)
    known = set(CareInstruction.objects.values_list("code", flat=True))

    quoted = {
        section["code"]
        for page in PAGES.values()
        for section in page.sections
        if section["kind"] == "instruction"
    }

    assert quoted - known == set()


def listed_for_clinicians():
    """Yield (page, sentence) of the list of what a clinician reads first."""
    path = ROOT / "docs" / "clinician-checklist.md"
    titles = {page.title: page for (code, _), page in PAGES.items() if code == "en"}
    for part in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _line, rows = part.partition("\n")
        page = next((titles[one] for one in titles if one.startswith(title)), None)
        for quoted in re.findall(r"^\| (.+?) \| .+ \|$", rows, re.MULTILINE)[1:]:
            sentences = re.sub(r"\([^()]*\)", "", quoted).split(" / ")
            yield from ((page, one.strip()) for one in sentences if one.strip())


def test_what_a_clinician_is_told_to_read_first_stands_on_its_page():
    gone = [
        sentence
        for page, sentence in listed_for_clinicians()
        if sentence not in " ".join(words_of(page).replace(" | ", ". ").split())
    ]

    assert gone == []


def test_the_demonstrations_people_say_that_they_are_invented():
    path = ROOT / "content" / "demonstration" / "articles.toml"

    clinicians = tomllib.loads(path.read_text(encoding="utf-8"))["clinicians"]

    assert all(
        clinician["name"].endswith(" (demonstration)")
        for clinician in clinicians.values()
    )
