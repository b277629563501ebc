"""What people look for is found, in their language, whatever they type."""

import io
import logging
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import live, search, withdrawing
from articles.models import Article, SearchEntry, SearchWord, Synonym
from articles.search import asking, index
from articles.search.snippets import marked, snippet
from articles.starter.synonyms import load_synonyms
from clinic_site import logs, shell
from clinic_site.models import Bucket, Treatment
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
)

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()


def publish(title, html="<p>Words.</p>", **fields):
    return make_publication(make_article(html, title=title, **fields))


def look_for(query, language="en", **more):
    """Return the titles that the search page shows, as a reader gets it."""
    shell.forget()
    address = "/search/" if language == "en" else f"/{language}/search/"
    answer = Client().get(address, {"q": query, **more})
    assert answer.status_code == 200
    found = answer.context["answer"]
    return [one.page.title for one in found.found] if found else []


def publish_the_corpus():
    """Return nothing; every page of search_corpus.toml is live, by two people."""
    author, reviewer = make_person(), make_reviewer()
    pages = tomllib.loads((HERE / "search_corpus.toml").read_text())
    for language, articles in pages.items():
        for slug, (title, summary, words) in articles.items():
            article = make_article(
                f"<p>{words}</p>",
                slug=slug,
                title=title,
                summary=summary,
                language=language,
            )
            make_publication(article, author=author, reviewer=reviewer)


def test_every_judged_query_finds_its_page_first():
    publish_the_corpus()
    load_synonyms()
    judged = tomllib.loads((HERE / "judged_queries.toml").read_text())
    shell.forget()

    wrong = []
    for language, queries in judged.items():
        pages = live.pages(language)
        for query, expected in queries:
            found = search.find(asking.tidy(query), pages, language=language).found
            first = found[0].page.slug if found else ""
            if first not in expected.split(" or "):
                wrong.append((language, query, expected, first))

    assert not wrong, "\n".join(map(str, wrong))


def test_a_mistyped_word_is_put_right_and_the_page_says_so():
    publish("SPRAVATO: what to expect")

    page = Client().get("/search/", {"q": "spravatto"}).content.decode()

    assert "No page says “spravatto”" in page
    assert "<strong>“SPRAVATO”</strong>" in page
    assert "<mark>SPRAVATO</mark>: what to expect" in page


def test_words_found_are_marked_and_nothing_typed_or_written_becomes_markup():
    publish("Rest", "<p>Keep 3 &lt; 4 <b>resting</b> hours.</p>")

    page = Client().get("/search/", {"q": "rest <script>x</script>"}).content.decode()

    assert "Keep 3 &lt; 4 <mark>resting</mark> hours." in page
    assert "<script>x" not in page


def test_a_snippet_is_the_piece_with_most_of_what_was_asked():
    text = "Nausea is rare. " + "Nothing here. " * 40 + "Nausea after food passes."

    parts = snippet(text, {"nausea", "food"}, "en")

    assert [part.text for part in parts if part.is_hit] == ["Nausea", "food"]
    assert sum(len(part.text) for part in parts) < 220


def test_a_snippet_parts_a_heading_from_the_words_below_it():
    text = "The ride home\nBring a friend.\nRest well."

    parts = snippet(text, {"ride", "rest"}, "en")

    said = "".join(part.text for part in parts)
    assert said == "The ride home · Bring a friend. Rest well."


def test_marking_keeps_every_letter_of_a_text():
    text = "Náuseas, NÁUSEA y a\u0301rboles"

    parts = marked(text, {search.words.stem("nauseas", "es")}, "es")

    assert [part.text for part in parts if part.is_hit] == ["Náuseas", "NÁUSEA"]
    assert "".join(part.text for part in parts) == search.words.composed(text)


def test_treatment_and_stage_narrow_the_search():
    treatment = Treatment.objects.create(slug="tms")
    publish("Rest after TMS", treatment=treatment, stage="after")
    publish("Rest before a visit", stage="before")

    assert len(look_for("rest")) == 2
    assert look_for("rest", stage="before") == ["Rest before a visit"]
    assert look_for("rest", treatment="tms") == ["Rest after TMS"]
    assert look_for("rest", treatment="nonsense", stage="x") == look_for("rest")


def test_a_chosen_part_without_an_answer_says_what_lies_outside():
    publish("Rest after a visit", stage="after")
    publish("Food before a visit", stage="before")

    page = Client().get("/search/", {"q": "food", "stage": "after"}).content.decode()

    assert "Outside the part you chose there is 1 page." in page
    assert 'href="/search/?q=food"' in page


def test_ten_pages_are_shown_of_eleven_and_all_are_counted():
    for number in range(11):
        publish(f"Rest {number}")

    page = Client().get("/search/", {"q": "rest"}).content.decode()

    assert "11 pages found" in page
    assert page.count("<h3>") == 10
    assert "These fit best." in page


def test_an_empty_result_helps():
    publish("Rest")

    page = Client().get("/search/", {"q": "zebra"}).content.decode()

    assert "Nothing found for “zebra”" in page
    for help_given in ("tel:988", "tel:911", "tel:+13605550142", "/articles/#all"):
        assert help_given in page
    assert "Leave a message." in page


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'; DROP TABLE articles_searchword; --",
        "* OR NEAR(a b) ^ : { } - +",
        "a\x00b",
        "%ZZ \\ %% _",
        "x" * 10_000,
        "zebra " * 2_000,
        "\ud800\udfff",
        "(" * 500,
        "🙂 ‮ \u200b",
    ],
)
def test_whatever_somebody_types_is_harmless(query):
    publish("Rest")

    typed = asking.tidy(query)
    answer = search.find(typed, live.pages("en"), language="en")

    assert len(typed) <= asking.LONGEST_QUERY
    assert answer.count == 0
    assert look_for(typed) == []


def test_a_broken_address_answers_in_words():
    for raw in ("q=%00", "q=%ff%fe", "q=%ed%a0%80", "q=" + "x" * 7000):
        assert Client().get(f"/search/?{raw}").status_code in (200, 400)


def test_only_what_is_live_now_in_the_pages_language_is_found():
    publication = publish("Resting well")
    publish("Resting en español", language="es")
    make_article(title="Resting, a draft")
    assert look_for("resting") == ["Resting well"]

    article = Article.objects.get(pk=publication.article_id)
    withdrawing.withdraw(article, by=make_reviewer(), at=NOON, reason="Wrong.")

    assert look_for("resting") == []
    assert not SearchWord.objects.filter(form="well").exists()


def test_new_words_are_found_and_old_ones_no_more():
    article = make_article("<p>Bring a blanket.</p>", title="Comfort")
    make_publication(article)
    assert look_for("blanket") == ["Comfort"]

    article.articles_textsection_set.update(html="<p>Bring a pillow.</p>")
    make_publication(article, at=NOON + timedelta(hours=1))

    assert look_for("pillow") == ["Comfort"]
    assert look_for("blanket") == []


def test_a_lost_index_is_written_anew():
    publish("Rest")
    SearchEntry.objects.all().delete()
    assert look_for("rest") == []

    call_command("rebuild_search", stdout=(said := io.StringIO()))

    assert said.getvalue() == "1 pages can be found.\n"
    assert look_for("rest") == ["Rest"]
    SearchEntry.objects.all().delete()
    index.rebuild_if_empty(at=NOON)
    assert look_for("rest") == ["Rest"]


def test_editors_say_which_words_mean_the_same(client):
    publish("SPRAVATO: what to expect")
    assert look_for("nose medicine") == []
    client.force_login(make_person("editor"))

    client.post(
        "/admin/articles/synonym/add/",
        {"language": "en", "words": "SPRAVATO, nose medicine"},
    )

    assert Synonym.objects.count() == 1
    assert look_for("nose medicine") == ["SPRAVATO: what to expect"]


def test_the_page_is_neither_kept_nor_listed_and_sets_no_cookie():
    answer = Client().get("/search/", {"q": "rest"})

    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "rest" not in answer.content.decode().split("<title>")[1].split("<")[0]


def test_who_searches_too_often_waits_and_is_still_helped():
    publish("Rest")
    with time_machine.travel(NOON, tick=False):
        answers = [Client().get("/search/", {"q": "rest"}) for _time in range(31)]
        form = Client().get("/search/")

    assert {answer.status_code for answer in answers[:30]} == {200}
    limited = answers[30]
    assert limited.status_code == 429
    assert "tel:+13605550142" in limited.content.decode()
    assert "988" in limited.content.decode()
    assert form.status_code == 200
    assert Bucket.objects.count() == 1


def test_no_query_reaches_a_log(caplog, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secretword")

    monkeypatch.setattr(search, "find", broken)
    caplog.set_level(logging.DEBUG)

    Client(raise_request_exception=False).get("/search/", {"q": "secretword"})
    lines = [logs.JsonLines().format(one) for one in caplog.records]

    assert any("search" in line for line in lines)
    assert not any("secretword" in line for line in lines)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_search_asks_the_database_a_few_times_whatever_it_finds(pages):
    for number in range(pages):
        publish(f"Rest {number}")
    look_for("words")

    with CaptureQueriesContext(connection) as asked:
        Client().get("/search/", {"q": "rest"})
        Client().get("/search/", {"q": "rest"})

    selects = [one for one in asked.captured_queries if "articles_" in one["sql"]]
    # The entries of a word, once, and the words to show of each answer.
    assert len(selects) == 1 + 2
