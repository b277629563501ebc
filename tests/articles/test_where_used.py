"""Whoever asks where a source or a clinician stands is shown every page."""

import pytest
from django.urls import reverse
from django.utils import translation

from articles import where_used
from articles.models import Source
from tests.builders import (
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db
LEAFLET = "https://example.org/leaflet"
SOURCES = reverse("admin:articles_source_changelist")


def citing(title, url=LEAFLET, **fields):
    article = make_article(title=title, **fields)
    article.sources.all().delete()
    Source.objects.create(article=article, title="A leaflet", url=url, note="page 2")
    return article


def test_one_address_is_one_source_however_many_pages_name_it():
    make_publication(citing("Rest"))
    citing("Eat")
    citing("Drink", url="https://example.org/other")

    found = {one.url: one.uses for one in where_used.sources()}

    assert set(found) == {LEAFLET, "https://example.org/other"}
    assert [
        (use.title, use.is_live, use.is_written, use.how) for use in found[LEAFLET]
    ] == [("Eat", False, True, ("page 2",)), ("Rest", True, True, ("page 2",))]


def test_a_source_bears_the_title_it_has_in_the_readers_language():
    for language, title in [("es", "Un folleto"), ("en", "A leaflet")]:
        article = citing(title, language=language)
        article.sources.update(title=title)
        make_publication(article)

    said = {}
    for language in ("en", "es"):
        with translation.override(language):
            said[language] = [one.title for one in where_used.sources()]

    assert said == {"en": ["A leaflet"], "es": ["Un folleto"]}


def test_a_source_that_the_working_copy_lost_still_stands_on_the_live_page():
    article = citing("Rest")
    make_publication(article)

    article.sources.all().delete()

    (source,) = where_used.sources()
    (use,) = source.uses
    assert (use.is_live, use.is_written) == (True, False)


def test_a_clinician_is_found_as_author_and_as_reviewer():
    ana, ben = make_reviewer("Ana"), make_reviewer("Ben")
    make_publication(make_article(title="Rest", author=ana.clinician), reviewer=ben)
    make_publication(make_article(title="Eat"), reviewer=ana)
    make_article(title="Drink", author=ana.clinician)
    make_revision(make_article(title="Never published"))

    found = where_used.naming_clinician(ana.clinician)

    assert [(use.title, use.how, use.is_live) for use in found] == [
        ("Drink", ("author",), False),
        ("Eat", ("medical reviewer",), True),
        ("Rest", ("author",), True),
    ]


def test_where_used_asks_as_much_for_three_pages_as_for_one(
    django_assert_num_queries,
):
    ana = make_reviewer().clinician
    for number in range(3):
        make_publication(citing(f"Page {number}", author=ana))

    with django_assert_num_queries(2):
        where_used.sources()
    with django_assert_num_queries(3):
        where_used.naming_clinician(ana)


def test_an_editor_finds_sources_and_clinicians_from_the_lists(client):
    make_clinic()
    ana = make_reviewer()
    make_publication(citing("Rest", author=ana.clinician))
    client.force_login(make_person("editor"))
    bench = client.get(reverse("admin:articles_article_changelist")).content.decode()
    people = reverse("admin:articles_clinician_changelist")

    sources = client.get(SOURCES).content.decode()
    person = client.get(
        reverse("admin:articles_clinician_change", args=[ana.clinician.pk])
    ).content.decode()

    assert SOURCES in bench
    assert people in bench
    assert LEAFLET in sources
    assert "Rest" in sources
    assert "Pages with this name" in person
    assert "Rest" in person


@pytest.mark.parametrize("role", ["front_desk", "triage_nurse"])
def test_who_has_no_part_in_the_words_sees_no_sources(client, role):
    client.force_login(make_person(role))

    assert client.get(SOURCES).status_code == 403
