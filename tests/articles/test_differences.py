"""A reviewer sees in words what changes for patients, and nothing that does not."""

import pytest
import time_machine

from articles import reviewing
from articles.differences import between
from articles.models import Article, TextSection
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_publication,
    make_reviewer,
    make_revision,
)


def content(*sections, **fields):
    return {
        "title": "Rest",
        "summary": "",
        "sections": list(sections),
        "sources": [],
    } | fields


def text(html):
    return {"kind": "text", "html": html}


def lines(*said, style="do"):
    return {"kind": "lines", "style": style, "heading": "At home", "lines": list(said)}


def said(changes):
    return [
        (str(one.verb), " ".join(f"{kind}:{words}" for kind, words in one.parts))
        for one in changes
    ]


def test_the_same_words_are_no_change():
    page = content(text("<p>Lie down. Rest.</p>"), lines("Drink water"))

    assert between(page, page) == []


def test_a_changed_word_is_shown_within_its_sentence():
    old = content(text("<p>Lie down. Rest for one day at home.</p>"))
    new = content(text("<p>Lie down. Rest for two days at home.</p>"))

    assert said(between(old, new)) == [
        ("Changed", "same:Rest for out:one day in:two days same:at home.")
    ]


def test_sentences_that_are_not_alike_are_not_mixed_word_by_word():
    old = content(text("<p>Bring a friend.</p>"))
    new = content(text("<p>Parking is behind the house.</p>"))

    assert said(between(old, new)) == [
        ("Added", "in:Parking is behind the house."),
        ("Taken out", "out:Bring a friend."),
    ]


def test_an_added_sentence_does_not_shift_the_ones_behind_it():
    old = content(text("<p>Lie down. Rest.</p>"))
    new = content(text("<p>Lie down. Breathe. Rest.</p>"))

    assert said(between(old, new)) == [("Added", "in:Breathe.")]


def test_a_do_that_becomes_a_dont_is_a_change():
    old, new = content(lines("Drive")), content(lines("Drive", style="dont"))

    (change,) = between(old, new)

    assert change.verb == "Changed"
    assert change.place == "At home"


def test_another_urgency_of_a_help_card_is_a_change():
    def card(level):
        return {
            "kind": "callout",
            "style": "help",
            "level": level,
            "heading": "Call",
            "html": "<p>If so.</p>",
        }

    assert len(between(content(card("urgent")), content(card("emergency")))) == 1


def test_another_address_behind_the_same_words_is_a_change():
    old = content(text('<p>See <a href="https://a.example/">the map</a>.</p>'))
    new = content(text('<p>See <a href="https://b.example/">the map</a>.</p>'))

    assert said(between(old, new)) == [
        (
            "Changed",
            "same:See the map out:(https://a.example/). in:(https://b.example/).",
        )
    ]


@pytest.mark.parametrize(
    "section",
    [
        {"kind": "instruction", "code": "ALCOHOL", "form": "full"},
        {
            "kind": "instructions",
            "treatment": "tms",
            "stage": "before",
            "style": "list",
            "form": "short",
            "heading": "",
        },
        {"kind": "table", "caption": "Days", "rows": [["Day"], ["1"]]},
        {
            "kind": "questions",
            "heading": "",
            "items": [{"question": "Why?", "answer": "So."}],
        },
    ],
    ids=lambda one: one["kind"],
)
def test_every_kind_of_section_shows_when_it_is_new(section):
    changes = between(content(), content(section))

    assert {str(one.verb) for one in changes} == {"Added"}


def test_title_summary_and_sources_count_too():
    old = content(summary="In short.", sources=[])
    source = {"title": "A leaflet", "note": "", "url": ""}
    new = content(title="Sleep", summary="", sources=[source])

    places = {(str(one.verb), one.place) for one in between(old, new)}

    assert places == {
        ("Added", "Title"),
        ("Taken out", "Title"),
        ("Taken out", "Summary"),
        ("Added", "Sources"),
    }


# -- Against what is published -----------------------------------------------------


@pytest.mark.django_db
def test_the_first_words_of_an_article_are_compared_with_nothing():
    assert reviewing.differences(make_revision()) == []


@pytest.mark.django_db
def test_words_are_compared_with_what_was_published_before_them():
    first = make_publication()
    TextSection.objects.update(html="<h2>Rest</h2><p>Lie down twice.</p>")
    second = make_publication(Article.objects.get())
    TextSection.objects.update(html="<h2>Rest</h2><p>Lie down thrice.</p>")
    third = make_revision(Article.objects.get())

    found = [
        said(reviewing.differences(one))
        for one in (first.revision, second.revision, third)
    ]

    assert found[0] == []
    assert "in:down twice." in found[1][0][1]
    assert found[2] == [("Changed", "same:Lie down out:twice. in:thrice.")]


@pytest.mark.django_db
def test_the_reviewer_sees_the_changes_marked_and_escaped(client):
    make_clinic()
    make_publication(make_article(html="<p>Lie down &lt;now&gt; please.</p>"))
    TextSection.objects.update(html="<p>Lie down &lt;later&gt; please.</p>")
    revision = make_revision(Article.objects.get())
    client.force_login(make_reviewer())

    with time_machine.travel(NOON, tick=False):
        page = client.get(f"/admin/articles/revision/{revision.pk}/change/")

    words = page.content.decode()
    assert "<del>&lt;now&gt;</del> <ins>&lt;later&gt;</ins>" in words
    assert "What changes for them" in words
