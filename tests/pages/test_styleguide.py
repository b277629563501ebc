"""The style guide shows every component in every state, to those who build."""

import pytest

from clinic_site import styleguide
from clinic_site.templatetags import components
from tests.builders import make_clinic

# Parts of a form's field, of the head, and what the page lists by name.
SHOWN_OTHERWISE = {
    "day", "drawing", "error_summary", "field_choices", "field_input", "field_tick",
    "icon", "page_facts", "structured_data", "treatment_drawing",
}  # fmt: skip


@pytest.fixture
def demonstration(client, db):
    make_clinic(is_demonstration=True)
    return client


def names_and_props(language):
    parts = styleguide.read(language)["part"]
    return [(one["name"], sorted(one.get("props", {}))) for one in parts]


def test_every_component_has_its_place():
    tags = {tag for tag in components.register.tags if not tag.startswith("end")}

    shown = {name for name, _props in names_and_props("en")}

    assert shown | SHOWN_OTHERWISE == tags
    assert shown & SHOWN_OTHERWISE == set()


def test_both_languages_show_the_same_states():
    assert names_and_props("en") == names_and_props("es")


@pytest.mark.parametrize("address", ["/styleguide/", "/es/styleguide/"])
def test_a_demonstration_shows_it_and_keeps_machines_out(demonstration, address):
    answer = demonstration.get(address)

    html = answer.content.decode()
    assert html.count('class="specimen"') == len(_names()) + 3
    assert answer["X-Robots-Tag"] == "noindex"


def _names():
    return {name for name, _props in names_and_props("en")}


def test_no_id_is_on_the_page_twice(demonstration):
    html = demonstration.get("/styleguide/").content.decode()

    ids = [found[2] for found in styleguide.POINTS.finditer(html) if found[1] == "id"]
    assert sorted(ids) == sorted(set(ids))


def test_another_palette_can_be_looked_at(demonstration):
    html = demonstration.get("/styleguide/?palette=plum").content.decode()

    assert 'data-palette="plum"' in html


def test_a_real_clinic_has_no_style_guide(client, db, settings):
    settings.DEMO = False
    make_clinic()

    assert client.get("/styleguide/").status_code == 404
