"""One thing at a time: stored with the page, closed with help, kept by the phone."""

import re

import pytest
from django.test import Client

from articles import publishing, rendering, withdrawing
from articles.models import CalloutSection, CareInstruction, Publication
from articles.rendering import calm
from clinic_site import append_only, shell
from clinic_site.models import SiteVersion, Treatment
from tests.builders import (
    NOON,
    list_care,
    make_article,
    make_change,
    make_clinic,
    make_person,
    make_publication,
    make_signed_instructions,
    quote,
    sign,
)

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]
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


LED = re.compile(
    r'<p class="calm-step__lead">(.*?)</p>\s*<h2[^>]*data-instruction="(\w+)"'
)


def test_of_two_rules_about_driving_each_says_with_which_treatment(clinic):
    mixed = quote(make_article(stage="after"), "KET_DRIVE", "SPR_DRIVE", "ALCOHOL")
    alone = quote(make_article(stage="after"), "KET_DRIVE", "ALCOHOL")

    steps = [make_publication(one).calm_html for one in (mixed, alone)]

    own, companions = steps[0].split(calm.COMPANION)
    assert LED.findall(own) == [
        ("With ketamine:", "KET_DRIVE"), ("With SPRAVATO:", "SPR_DRIVE"),
    ]  # fmt: skip
    assert "With ketamine:" in companions
    assert "With " not in steps[1]


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


# -- The page around the steps -------------------------------------------------------


def shown(address):
    shell.forget_all()
    return Client().get(address)


def words_of(address):
    return shown(address).content.decode()


@pytest.fixture
def sheet(clinic):
    """A page of a treatment that quotes one instruction."""
    make_clinic()
    ketamine, _new = Treatment.objects.get_or_create(slug="ketamine")
    article = make_article(slug="home", title="Going home", treatment=ketamine)
    make_publication(quote(article, "KET_DRIVE"))
    return article


def test_help_closes_every_calm_view_for_each_reader(sheet):
    own = words_of("/articles/home/calm/")
    companions = words_of("/articles/home/calm/?for=companion")

    assert "Call 911 for chest pain" in own
    assert "Call 911 if you cannot wake them" in companions
    assert "Do not let them drive" in companions
    assert "Do not let them drive" not in own
    for page in (own, companions):
        assert 'href="tel:+13605550142"' in page
        assert "Leave a message." in page  # after hours
        assert 'href="/articles/home/"' in page  # the way back


def test_without_one_signature_there_is_only_the_telephone(db):
    make_clinic()
    ketamine, _new = Treatment.objects.get_or_create(slug="ketamine")
    make_signed_instructions("ALCOHOL", "EMERGENCY_911")
    article = make_article(slug="home", treatment=ketamine)
    make_publication(quote(article, "ALCOHOL"))

    page = words_of("/articles/home/calm/")

    assert "Please call us." in page
    assert 'href="tel:+13605550142"' in page
    assert "data-instruction" not in page
    assert "alcohol" not in page.lower()


def test_a_treatment_that_nobody_gets_needs_no_signature(clinic):
    """Nothing of TMS is signed, and the clinic does not offer it."""
    make_clinic()
    make_publication(quote(make_article(slug="all"), "MEDS_TELL"))
    CareInstruction.objects.filter(code="TMS_EARS").update(current=None)

    before = words_of("/articles/all/calm/")
    Treatment.objects.update_or_create(slug="tms", defaults={"is_offered": True})
    SiteVersion.grow()
    offered = words_of("/articles/all/calm/")

    assert "Bring a list of all the medicines" in before
    assert "Bring a list of all the medicines" not in offered


def test_a_page_from_before_the_calm_view_says_whom_to_call(sheet):
    with append_only.lifted():
        Publication.objects.update(calm_html="")

    before = words_of("/articles/home/calm/")
    publishing.render_anew(at=NOON)
    after = words_of("/articles/home/calm/")

    assert "Call 911 for chest pain" in before
    assert "Do not drive" not in before
    assert "Do not drive for" in after


def test_the_way_into_it_stands_on_pages_for_the_time_after(clinic):
    make_clinic()
    make_publication(quote(make_article(slug="later", stage="after"), "KET_DRIVE"))
    make_publication(quote(make_article(slug="early", stage="before"), "RIDE_HOME"))

    assert "/articles/later/calm/" in words_of("/articles/later/")
    assert "/articles/early/calm/" not in words_of("/articles/early/")


def test_it_is_no_page_for_search_engines_and_sets_no_cookie(sheet):
    answer = shown("/articles/home/calm/?for=companion")

    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "no-cache"
    assert "ETag" in answer
    assert not answer.cookies


def test_a_page_taken_back_has_no_calm_view(sheet):
    withdrawing.withdraw(sheet, by=make_person(), at=NOON, reason="Wrong.")

    assert shown("/articles/home/calm/").status_code == 410
    assert shown("/articles/nowhere/calm/").status_code == 404


# -- What a phone keeps --------------------------------------------------------------


def test_a_new_publication_makes_phones_look_at_what_they_keep(sheet):
    before = shown("/service-worker.js")
    make_publication(make_article())
    after = shown("/service-worker.js")

    assert before["Cache-Control"] == "no-cache"
    assert before["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in before["Content-Security-Policy"]
    assert before.content != after.content
    assert b"No tiene conexi" in after.content


def test_only_care_pages_ask_the_phone_to_keep_them(sheet):
    care = ["/articles/home/", "/articles/home/calm/", "/help-now/"]
    others = ["/", "/articles/", "/search/", "/articles/home/history/"]

    asking = [at for at in [*care, *others] if "data-keep" in words_of(at)]

    assert asking == care
