"""What must be done, one thing at a time: stored with the page, closed by the shell."""

import re

import pytest

from articles import rendering
from articles.models import CalloutSection, CareInstruction
from articles.rendering import calm
from tests.builders import (
    list_care,
    make_article,
    make_change,
    make_publication,
    make_signed_instructions,
    quote,
    sign,
)

pytestmark = pytest.mark.django_db
WORDS = re.compile(r'data-instruction="(\w+)">(.*?)</h2>')


@pytest.fixture
def clinic(db):
    make_signed_instructions()


def short_version(article, html="<ul><li>Rest here.</li><li>Go slowly.</li></ul>"):
    CalloutSection.objects.create(
        parent=article, region="main", ordering=5, style="summary", html=html
    )
    return article


def live_words(article, *, is_companion=False):
    """Return [(code, sentence)] of the calm view as it is stored."""
    stored = article.publications.last_in_chain().calm_html
    return WORDS.findall(calm.for_reader(stored, is_companion=is_companion))


def test_what_must_be_done_comes_before_what_should_be_and_each_once(clinic):
    article = quote(make_article(stage="after"), "BIG_DECISIONS", "KET_DRIVE")
    list_care(article, treatment="ketamine", stage="aftercare")
    make_publication(article)

    codes = [code for code, _words in live_words(article)]

    assert codes == [
        "KET_DRIVE", "ALCOHOL", "CANNABIS_DRUGS", "SEDATIVES_ASK", "BIG_DECISIONS",
        "ADULT_AT_HOME", "REST_DAY", "NO_WORK", "MOOD_LOG", "BLADDER",
    ]  # fmt: skip


def test_the_companion_reads_their_own_words_or_what_the_patient_was_told(clinic):
    article = quote(make_article(), "KET_DRIVE", "REST_DAY")
    stored = make_publication(article).calm_html

    companions = calm.for_reader(stored, is_companion=True)

    assert "Do not let them drive for <strong>24 hours</strong>" in companions
    assert companions.count("The patient was told:") == 1
    assert "Do not drive for" in calm.for_reader(stored, is_companion=False)


def test_a_page_without_instructions_gives_its_short_version(clinic):
    stored = make_publication(short_version(make_article())).calm_html

    assert re.findall(r"<h2[^>]*>(.*?)</h2>", stored) == ["Rest here.", "Go slowly."]
    assert calm.count(stored) == 2
    assert "1 of 3" in stored  # help is the last


def test_what_is_for_the_next_visit_waits_on_the_page(clinic):
    article = quote(make_article(stage="after"), "KET_DRIVE")
    make_publication(list_care(article, treatment="ketamine", stage="before"))

    assert [code for code, _words in live_words(article)] == ["KET_DRIVE"]


def test_a_new_signature_reaches_the_calm_view_at_once(clinic):
    article = quote(make_article(), "ALCOHOL")
    make_publication(article)

    sign(make_change("ALCOHOL", starts=-72 * 60, ends=72 * 60))

    ((_code, words),) = live_words(article)
    assert "72 hours" in words
    assert "48" not in words


def test_a_page_for_companions_has_one_version_only(clinic):
    article = quote(make_article(audience="companion"), "ADULT_AT_HOME")

    stored = make_publication(article).calm_html

    assert calm.COMPANION not in stored
    assert "Stay close by until the next morning" in stored


def test_the_same_words_and_values_give_the_same_bytes(clinic):
    content = make_publication(quote(make_article(), "KET_DRIVE")).content
    values = CareInstruction.objects.in_force()

    twice = [rendering.render(content, values).calm_html for _ in range(2)]

    assert twice[0] == twice[1] != ""
