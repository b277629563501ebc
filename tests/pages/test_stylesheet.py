"""One stylesheet a page reaches the browser, and stored pages find their classes."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from clinic_site import palettes, shell, stylesheet, tightening
from clinic_site.palettes import Palette

CSS = Path(__file__).resolve().parent.parent.parent / "static" / "css"
SHEETS = [CSS / name for name in stylesheet.SHEETS]
SOURCES = sorted(set(CSS.rglob("*.css")) - set(SHEETS))
MOST_BYTES_ON_THE_WIRE = {
    "site": 6_900,
    "places": 7_800,
    "asking": 7_800,
    "search": 7_800,
    "calm": 4_700,
}

CLASS = re.compile(r"\.([a-z][a-z_-]+)")
# The names that stored publications carry: add, never take one away.
IN_STORED_PAGES = {
    "callout", "callout__heading", "calm-step", "calm-step__count", "calm-step__lead",
    "calm-step__words", "care-card", "care-card__body", "care-card__heading",
    "care-card__level", "checklist", "comparison-table", "do-dont", "do-list",
    "dont-list", "expander", "expander__body", "figure", "short-version", "steps",
    "tick", "timeline", "timeline__note", "timeline__when",
}  # fmt: skip


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Each stylesheet's path by its name, as collectstatic leaves them."""
    root = tmp_path_factory.mktemp("static")
    only_ours = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    folders = [("css", CSS), ("fonts", CSS.parent / "fonts")]
    ours = {"BACKEND": "clinic_site.stylesheet.OneStylesheetStorage"}
    with override_settings(
        STATIC_ROOT=root,
        STATICFILES_DIRS=folders,
        STATICFILES_FINDERS=only_ours,
        STORAGES=settings.STORAGES | {"staticfiles": ours},
    ):
        call_command("collectstatic", verbosity=0, interactive=False)
        whole = [sheet.stem for sheet in SHEETS]
        own = [f"{name}-{palette}" for name in whole for palette in Palette.values]
        yield {
            name: root / staticfiles_storage.stored_name(f"css/{name}.css")
            for name in [*whole, *own]
        }


@pytest.mark.parametrize("name", [sheet.stem for sheet in SHEETS])
def test_a_stylesheet_reaches_the_browser_as_one_file(collected, name):
    css = collected[name].read_text()

    assert re.fullmatch(rf"{name}\.[0-9a-f]{{12}}\.css", collected[name].name)
    assert "@import" not in css
    assert "/*" not in css
    assert css.startswith("@layer reset,")


def test_all_of_them_together_hold_every_component_once():
    css = stylesheet.bundle("styleguide.css", read=lambda one: (CSS / one).read_text())

    for path in CSS.glob("components/*.css"):
        rules = tightening.tighten(path.read_text()).removeprefix("@layer components{")
        assert css.count(rules[:-1]) == 1
    assert css.count("@layer components{") == 1


@pytest.mark.parametrize("palette", Palette.values)
def test_a_sheet_in_the_clinic_s_colours_holds_them_and_no_others(collected, palette):
    css = collected[f"site-{palette}"].read_text()

    found = {one.value: palettes.colours(one)["tint-800"] for one in Palette}
    assert {name for name, colour in found.items() if colour in css} == {palette}
    assert "data-palette" not in css


def test_a_page_gets_the_sheet_in_the_clinic_s_colours(collected, monkeypatch):
    monkeypatch.setattr(shell._Kept, "shell", shell.Shell(palette="plum"))

    assert "/css/site-plum." in staticfiles_storage.url("css/site.css")
    assert "/css/styleguide." in staticfiles_storage.url("css/styleguide.css")


def test_the_fonts_they_name_are_there(collected):
    path = collected["site-tide"]

    fonts = re.findall(r'url\("(\.\./fonts/[^"]+)"\)', path.read_text())
    assert len(fonts) == 2
    assert all((path.parent / font).exists() for font in fonts)


@pytest.mark.parametrize(("name", "most"), MOST_BYTES_ON_THE_WIRE.items())
def test_each_travels_small_enough_for_the_first_answer(collected, name, most):
    path = collected[f"{name}-tide"]

    assert len(gzip.compress(path.read_bytes(), 9)) <= most
    assert path.with_name(f"{path.name}.br").exists()


def test_every_source_file_is_imported_and_no_sheet_names_one_twice():
    imported = [stylesheet.imported(sheet.read_text()) for sheet in SHEETS]
    found = {name for names in imported for name in names if CSS / name not in SHEETS}

    assert sorted(found) == [str(path.relative_to(CSS)) for path in SOURCES]
    assert all(len(names) == len(set(names)) for names in imported)


def test_layers_keep_their_order():
    found = stylesheet.imported((CSS / "site.css").read_text())

    assert (found[0], found[1], found[-1]) == ("reset.css", "tokens.css", "print.css")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_source_file_stays_within_a_layer_and_this_house(path):
    css = tightening.COMMENT.sub("", path.read_text()).strip()

    assert re.match(r"@layer \w+ {", css)
    assert css.count("@layer") == 1
    assert "http" not in css.replace('href^="http"', "")
    assert "!important" not in css


def test_no_class_of_a_stored_page_has_lost_its_style():
    css = "".join(path.read_text() for path in SOURCES)

    styled = set(re.findall(r"\.([a-z][a-z_-]*)", css))
    assert IN_STORED_PAGES - styled == set()


def test_tightening_keeps_what_the_rules_mean():
    css = (
        '/* why */\na:hover ,\nb { color : red; content: "·"; }\n@media (x: 9em) { }\n'
    )

    assert tightening.tighten(css) == (
        'a:hover,b{color : red;content:"·"}@media (x:9em){}'
    )


def test_a_value_that_never_changes_is_written_where_it_is_used():
    css = (
        ":root{--thin:1px;--ink:red;--edge:var(--ink)}@media print{:root{--ink:#000}}"
        "a{--own:2px;border:var(--thin) solid var(--edge);margin:var(--own)}"
    )

    assert tightening.with_constants(css) == (
        ":root{--ink:red;--edge:var(--ink)}@media print{:root{--ink:#000}}"
        "a{--own:2px;border:1px solid var(--edge);margin:var(--own)}"
    )


def test_short_names_go_with_every_use_and_the_commonest_is_shortest():
    css = "a{--ink:red;--paper:blue;color:var(--ink);border-color:var(--ink)}"
    block = ".page-head--picture{gap:var(--space-l)}"

    assert tightening.with_short_names(css) == (
        "a{--a:red;--b:blue;color:var(--a);border-color:var(--a)}"
    )
    assert tightening.with_short_names(block) == ".page-head--picture{gap:var(--a)}"


@pytest.mark.parametrize("name", [sheet.stem for sheet in SHEETS])
def test_no_class_is_lost_on_the_way_to_the_browser(collected, name):
    wanted = stylesheet.bundle(f"{name}.css", read=lambda one: (CSS / one).read_text())

    sent = CLASS.findall(collected[f"{name}-tide"].read_text())
    assert set(sent) == set(CLASS.findall(wanted))


def test_a_layer_keeps_the_order_of_its_rules():
    css = "@layer x,y;@layer x{a{b:c}}@layer y{d{e:f}}@layer x{@media print{g{h:i}}}"

    assert tightening.by_layer(css) == (
        "@layer x,y;@layer x{a{b:c}@media print{g{h:i}}}@layer y{d{e:f}}"
    )
