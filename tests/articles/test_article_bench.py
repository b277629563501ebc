"""The page on which an article is written: state, checks, grade, one next step."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from articles.models import CalloutSection
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
)


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


def opened(article, person):
    client = Client()
    client.force_login(person)
    return client.get(reverse("admin:articles_article_change", args=[article.pk]))


def said(article, person=None):
    return opened(article, person or make_person("editor")).content.decode()


def test_the_state_names_the_last_publication_and_the_next_review():
    article = make_publication().revision.article

    page = said(article)

    assert "As patients read it" in page
    assert "last published Nov. 23, 2026 · review due Nov. 1, 2027" in page


def test_a_problem_leads_to_the_section_that_has_it():
    article = make_article("<p>Rest a while.</p>")
    CalloutSection.objects.create(
        parent=article, region="main", ordering=5, style="tip", html="<p>Sit.</p>"
    )
    text = article.articles_textsection_set.get()
    text.html = "<p>Do not drive for 24 hours.</p>"
    text.save()

    page = said(article)

    assert 'href="#articles_textsection_set-0">Go to section 2</a>' in page


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Lie down. Rest now.</p>", "nearly every patient can read this"),
        (
            "<p>Pharmacological considerations necessitate comprehensive"
            " multidisciplinary evaluation procedures.</p>",
            "Harder than most patients can read",
        ),
    ],
    ids=["easy", "hard"],
)
def test_the_reading_grade_is_said_in_words_and_stops_nothing(html, words):
    page = said(make_article(html))

    assert words in page
    assert "it never stops an article" in page


def test_a_reviewer_goes_from_the_article_to_its_review():
    revision = make_revision()

    page = said(revision.article, make_reviewer())

    assert reverse("admin:articles_revision_change", args=[revision.pk]) in page
    assert "Review this article" in page
    assert 'name="_continue"' not in page


def test_a_fixed_page_says_at_which_address_patients_find_it():
    article = make_article(slug="costs-and-insurance", place="costs")

    page = said(article)

    assert "/articles/costs-and-insurance/, /costs/" in page


def test_only_pages_that_patients_know_ask_what_changed_for_them():
    known = make_publication().revision.article

    assert 'name="change_note"' in said(known)
    assert 'name="change_note"' not in said(make_article())


def test_marks_that_came_past_the_form_reach_no_editor():
    article = make_article('<p>Rest.</p><img src=x onerror="planted()">')

    page = said(article)

    assert "&lt;p&gt;Rest.&lt;/p&gt;" in page
    assert "onerror" not in page
