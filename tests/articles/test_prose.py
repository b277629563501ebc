"""The HTML that reaches patients holds what the allow-list names and nothing else."""

import pytest

from articles import prose


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Rest</p><script>alert(1)</script>", "<p>Rest</p>"),
        ('<p onclick="x()">Rest</p>', "<p>Rest</p>"),
        ('<p style="color:red">Rest</p>', "<p>Rest</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="/es/" target="_blank">x</a>', '<a href="/es/">x</a>'),
        ("<h1>Big</h1>", "Big"),
        ('<img src="https://example.org/x.png">', ""),
        ("<!--clinic-contact-->", ""),
        ("<p>“Curly” isn’t lost</p>", "<p>“Curly” isn’t lost</p>"),
    ],
)
def test_cleaning_keeps_the_words_and_drops_the_rest(typed, kept):
    assert prose.clean(typed) == kept


def test_headings_get_ids_and_make_the_contents_list():
    headings = prose.Headings()

    html = headings.mark("<h2>At home</h2><h3>Food &amp; drink</h3><h2>At home</h2>")

    assert html == (
        '<h2 id="at-home">At home</h2><h3 id="food-drink">Food &amp; drink</h3>'
        '<h2 id="at-home-2">At home</h2>'
    )
    assert headings.contents == [
        {
            "id": "at-home",
            "title": "At home",
            "children": [{"id": "food-drink", "title": "Food & drink"}],
        },
        {"id": "at-home-2", "title": "At home", "children": []},
    ]


def test_a_heading_without_letters_still_has_an_address():
    headings = prose.Headings()

    assert headings.add("¿?", level=2) == "part"


def test_plain_words_stand_one_block_a_line():
    html = (
        "<h2>Rest</h2><p>Lie <strong>down</strong>.</p><ul><li>Sip &amp; wait</li></ul>"
    )

    assert prose.plain(html) == "Rest\nLie down.\nSip & wait"


def test_a_heading_leaves_the_ids_of_the_page_around_it_alone():
    headings = prose.Headings()

    assert headings.mark("<h2>Main</h2>") == '<h2 id="main-2">Main</h2>'


def test_whoever_searches_never_reads_the_mark_between_lead_and_rest():
    section = {"kind": "lines", "lines": ["Before you leave | Rest.", "Go slowly."]}

    assert prose.words(section) == "Before you leave: Rest.\nGo slowly."
