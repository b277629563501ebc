"""Two editors on one article: the second is told and loses nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from articles import freezing
from articles.models import Article, Revision, Source, TextSection
from tests.admin_forms import filled_in, save
from tests.builders import make_article, make_clinic, make_person

# The stock forms look up each row of an inline by itself.
STOCK_READS = [{"model": "articles.*", "field": "get()"}]
HTML = "articles_textsection_set-0-html"


@pytest.fixture
def article(db):
    make_clinic()
    return make_article("<p>Lie down.</p>", slug="rest", title="Rest")


def editor(name):
    client = Client()
    client.force_login(make_person("editor", username=name, first_name=name))
    return client


def address_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def opened_by_both(article):
    """Return two editors and what each browser would send of the form they opened."""
    ana, ben = editor("Ana"), editor("Ben")
    address = address_of(article)
    return ana, filled_in(ana.get(address)), ben, filled_in(ben.get(address))


def words(article):
    return freezing.freeze(Article.objects.get(pk=article.pk))


def test_the_second_to_save_is_told_who_saved_and_nothing_is_stored(article):
    ana, by_ana, ben, by_ben = opened_by_both(article)
    ana.post(address_of(article), by_ana | {HTML: "<p>Sit down.</p>"})

    answer = ben.post(address_of(article), by_ben | {HTML: "<p>Lie on a bed.</p>"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana saved first" in page
    assert "<del>Sit down.</del>" in page
    assert "<ins>Lie on a bed.</ins>" in page
    assert "&lt;p&gt;Lie on a bed.&lt;/p&gt;" in page  # still in the form
    assert words(article)["sections"] == [{"kind": "text", "html": "<p>Sit down.</p>"}]


def test_saving_over_it_takes_a_second_click_and_both_are_authors(article):
    ana, by_ana, ben, by_ben = opened_by_both(article)
    ana.post(address_of(article), by_ana | {HTML: "<p>Sit down.</p>"})
    told = ben.post(address_of(article), by_ben | {HTML: "<p>Lie on a bed.</p>"})
    typed = filled_in(told)

    again = ben.post(address_of(article), typed | {"_continue": "1"})
    over = ben.post(
        address_of(article), typed | {"_over": told.context["overtaken"].version}
    )

    assert (again.status_code, over.status_code) == (409, 302)
    assert words(article)["sections"][0]["html"] == "<p>Lie on a bed.</p>"
    authors = Revision.objects.get().authors.values_list("person__username", flat=True)
    assert set(authors) == {"Ana", "Ben"}


def test_sections_and_sources_that_came_or_went_meanwhile_are_not_lost(article):
    ana, by_ana, ben, by_ben = opened_by_both(article)
    ana.post(address_of(article), by_ana | {HTML: "<p>Sit down.</p>"})
    TextSection.objects.create(
        parent=article, region="main", ordering=20, html="<p>Ana adds.</p>"
    )
    Source.objects.all().delete()
    with zeal_ignore(STOCK_READS):
        told = ben.post(address_of(article), by_ben | {HTML: "<p>Ben writes.</p>"})

    typed = filled_in(told) | {"_over": told.context["overtaken"].version}
    with zeal_ignore(STOCK_READS):
        ben.post(address_of(article), typed)

    said = words(article)
    assert [one["html"] for one in said["sections"]] == [
        "<p>Ben writes.</p>",
        "<p>Ana adds.</p>",
    ]
    assert [one["title"] for one in said["sources"]] == ["A leaflet"]


def test_a_second_click_on_save_is_no_second_editor(article):
    ana = editor("Ana")
    form = filled_in(ana.get(address_of(article))) | {
        "articles_textsection_set-TOTAL_FORMS": "2",
        "articles_textsection_set-1-region": "main",
        "articles_textsection_set-1-ordering": "20",
        "articles_textsection_set-1-html": "<p>New.</p>",
    }

    answers = [ana.post(address_of(article), form) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(words(article)["sections"]) == 2


def test_a_form_that_is_refused_does_not_count_as_saved(article):
    ana = editor("Ana")
    refused = save(ana, address_of(article), title="")

    answer = ana.post(address_of(article), filled_in(refused) | {"title": "Rest well"})

    assert refused.status_code == 200
    assert answer.status_code == 302
    assert words(article)["title"] == "Rest well"


@pytest.mark.parametrize("opened", ["", "x", "-1", "9" * 30, "²"])
def test_a_form_that_does_not_say_what_it_began_from_overwrites_nothing(
    article, opened
):
    ana = editor("Ana")

    answer = save(ana, address_of(article), title="Other", opened=opened)

    assert answer.status_code == 409
    assert words(article)["title"] == "Rest"


def test_of_two_who_save_at_the_same_moment_one_is_told(at_once):
    make_clinic()
    article = make_article("<p>Lie down.</p>", slug="rest")
    ana, by_ana, ben, by_ben = opened_by_both(article)

    answers = at_once(
        lambda: ana.post(address_of(article), by_ana | {HTML: "<p>Ana.</p>"}),
        lambda: ben.post(address_of(article), by_ben | {HTML: "<p>Ben.</p>"}),
    )

    assert sorted(one.status_code for one in answers) == [302, 409]
    assert len(words(article)["sections"]) == 1
