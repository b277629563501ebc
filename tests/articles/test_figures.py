"""A figure explains with a drawing of the house, to those who see it and who do not."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from articles import figures, freezing, rendering
from articles.gates.care_numbers import care_numbers_in
from articles.instructions import Values
from articles.models import FigureSection
from tests.articles.gates.frozen import gates_of, page
from tests.articles.test_differences import between, content, said

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def figure(**fields):
    given = {
        "kind": "figure",
        "drawing": "ride-home",
        "picture": None,
        "place": "text",
        "alt": "A car at a door",
        "is_decorative": False,
        "caption": "The ride home",
        "description": "",
    }
    return given | fields


def rendered(section, language="en"):
    words = {"language": language, "title": "T", "summary": "", "sections": [section]}
    words |= {"stage": "about", "audience": "patient"}
    return rendering.render(words, Values({}))


def test_a_figure_shows_the_drawing_with_a_name_and_its_caption():
    html = rendered(figure(alt='A "car" at a door')).body_html

    assert '<div role="img" aria-label="A &quot;car&quot; at a door"><svg' in html
    assert "<figcaption>The ride home</figcaption>" in html
    assert "expander" not in html


def test_decoration_is_not_read_aloud():
    html = rendered(figure(alt="", is_decorative=True, caption="")).body_html

    assert "aria-label" not in html
    assert 'aria-hidden="true"' in html


def test_the_long_description_opens_below_the_figure():
    html = rendered(figure(description="A <b>car</b>.\n\nA door.")).body_html

    assert html.index("</figure>") < html.index("What this picture shows</summary>")
    assert "<p>A &lt;b&gt;car&lt;/b&gt;.</p>\n\n<p>A door.</p>" in html


def test_the_labels_of_a_drawing_speak_the_language_of_the_page():
    assert ">Clinic</text>" in rendered(figure()).body_html
    assert ">Clínica</text>" in rendered(figure(), "es").body_html


def test_what_a_figure_says_is_among_the_words_of_the_page():
    text = rendered(figure(description="It is raining.")).plain_text

    assert text.splitlines()[-3:] == [
        "The ride home",
        "A car at a door",
        "It is raining.",
    ]


@pytest.mark.parametrize("field", ["alt", "caption", "description"])
def test_a_care_number_in_the_words_of_a_figure_stops_the_page(field):
    typed = figure(**{field: "Do not drive for 24 hours."})

    assert gates_of(page(typed)) == ["typed_care_number"]


def test_a_reviewer_reads_what_changes_about_a_figure():
    old = content(figure(caption=""))
    new = content(figure(caption="", alt="A car at a gate"))

    assert said(between(old, new)) == [
        (
            "Changed",
            "same:Read aloud for the picture: A car at a out:door in:gate",
        )
    ]


@pytest.mark.parametrize(
    "said",
    [{"alt": "", "is_decorative": False}, {"alt": "A car", "is_decorative": True}],
)
def test_an_editor_says_what_it_shows_or_that_it_is_decoration(said):
    with pytest.raises(ValidationError, match="one of the two"):
        FigureSection(drawing="ride-home", **said).clean()


def test_a_figure_keeps_its_words_when_it_is_frozen():
    fields = {"alt": " A car ", "caption": "Home", "description": "A car.\n"}

    frozen = freezing.frozen_section(FigureSection(drawing="ride-home", **fields))

    assert frozen == figure(alt="A car", caption="Home", description="A car.")


def test_every_drawing_has_its_words_and_its_file():
    folder = settings.BASE_DIR / "templates" / "articles" / "figures"

    assert {path.stem for path in folder.glob("*.svg")} == set(figures.DRAWINGS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(figures.DRAWINGS))
def test_a_drawing_takes_the_pages_colours_and_types_no_care_number(name, language):
    with translation.override(language):
        svg = figures.drawn(name)

    assert svg.startswith('<svg class="drawing" viewBox="')
    assert 'aria-hidden="true"' in svg
    assert not re.search(r'style=|fill="#|stroke="#|<script|href=| id=', svg)
    labels = " ".join(re.findall(r">([^<>]+)<", svg))
    assert not care_numbers_in(labels, language)
