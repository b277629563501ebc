"""Frozen words become the same bytes each time, with the help that each card owes."""

import pytest

from articles import rendering
from articles.instructions import Values

CONTACTS = {"non_urgent": "[clinic]", "urgent": "[988]", "emergency": "[911]"}

NONE = Values({})


def content(*sections, **fields):
    given = {
        "language": "en",
        "title": "Title",
        "summary": "Summary",
        "stage": "about",
        "audience": "patient",
    }
    return given | fields | {"sections": list(sections)}


def callout(style, *, level="", heading="Heading", html="<p>Words</p>"):
    return {
        "kind": "callout",
        "style": style,
        "level": level,
        "heading": heading,
        "html": html,
    }


def lines(style, *said):
    return {"kind": "lines", "style": style, "heading": "", "lines": list(said)}


def test_the_same_words_render_to_the_same_bytes():
    words = content(lines("do", "rest"), callout("tip"))

    assert rendering.render(words, NONE) == rendering.render(words, NONE)


@pytest.mark.parametrize(
    ("level", "said", "owed"),
    [
        ("non_urgent", "Non-urgent advice:", "[clinic]"),
        ("urgent", "Urgent advice:", "[988]"),
        ("emergency", "Emergency advice:", "[911]"),
    ],
)
def test_a_help_card_says_its_level_in_words_and_whom_to_call(level, said, owed):
    rendered = rendering.render(content(callout("help", level=level)), NONE)

    body = rendering.fill_markers(rendered.body_html, CONTACTS)

    assert said in body
    assert owed in body


def test_a_new_telephone_number_needs_no_new_publication():
    rendered = rendering.render(content(callout("help", level="non_urgent")), NONE)

    assert "[clinic]" not in rendered.body_html
    assert "<!--clinic-contact-->" in rendered.body_html


def test_an_editor_cannot_type_a_marker():
    typed = callout("tip", html="<p>&lt;!--clinic-contact--&gt;</p>")

    rendered = rendering.render(content(typed), NONE)

    assert "[clinic]" not in rendering.fill_markers(rendered.body_html, CONTACTS)


def test_every_line_of_a_do_not_list_says_do_not():
    rendered = rendering.render(content(lines("dont", "drive", "do not cook")), NONE)

    assert rendered.body_html.count("do not drive") == 1
    assert rendered.body_html.count("do not cook") == 1


def test_the_page_is_rendered_in_its_own_language():
    rendered = rendering.render(
        content(callout("help", level="emergency"), language="es"), NONE
    )

    assert "Emergency advice:" not in rendered.body_html


def test_typed_markup_in_a_line_is_shown_as_it_was_typed():
    rendered = rendering.render(content(lines("steps", "First | <b>rest</b>")), NONE)

    assert "&lt;b&gt;rest&lt;/b&gt;" in rendered.body_html


def test_the_plain_text_holds_all_words_and_no_markup():
    rendered = rendering.render(
        content(
            {"kind": "text", "html": "<h2>Rest</h2><p>Lie down.</p>"},
            lines("checklist", "a friend"),
            {
                "kind": "questions",
                "heading": "",
                "items": [{"question": "Why?", "answer": "Because."}],
            },
            {"kind": "table", "caption": "Days", "rows": [["a", "b"], ["c", "d"]]},
        ),
        NONE,
    )

    assert rendered.plain_text.split("\n") == [
        "Title",
        "Summary",
        "Rest",
        "Lie down.",
        "a friend",
        "Why?",
        "Because.",
        "Days",
        "a b",
        "c d",
    ]


def test_an_unknown_kind_of_section_stops_publishing():
    with pytest.raises(rendering.UnknownSection):
        rendering.render(content(lines("poem", "x")), NONE)


def test_what_to_do_stands_beside_what_not_to_do():
    words = content(lines("do", "rest"), lines("dont", "do not drive"))

    body = rendering.render(words, NONE).body_html

    assert body.count('class="do-dont"') == 1
    pair = body[body.index("do-dont") :]
    assert pair.index("rest") < pair.index("do not drive")


def test_lists_that_are_no_neighbours_stay_apart():
    words = content(lines("do", "rest"), callout("tip"), lines("dont", "do not drive"))

    assert 'class="do-dont"' not in rendering.render(words, NONE).body_html
