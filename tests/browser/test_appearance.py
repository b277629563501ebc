"""What pages look like for those who print, read at night, or need more room."""

import io
import re

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

ARTICLE = "/articles/ketamine-aftercare/"
LOOKED_AT = ["/", "/treatments/ketamine/", "/articles/", ARTICLE, "/help-now/"]
# WCAG 2.2, 1.4.12.
SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;"
    "word-spacing:.16em!important}p{margin-block-end:2em!important}"
)


def paper(page):
    """Return the brightness of what words stand on, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    parts = [int(part) for part in colour.strip("rgb()").split(",")]
    return sum(parts) / len(parts)


def test_a_printed_article_is_black_on_white_without_navigation(page):
    page.goto(ARTICLE)

    page.emulate_media(media="print")

    assert paper(page) == 255
    for gone in ("Main", "On this page", "Where this page is"):
        assert not page.get_by_role("navigation", name=gone).is_visible()
    assert not page.locator(".feedback").is_visible()
    assert page.locator(".crisis-strip").is_visible()
    assert page.get_by_role("heading", name="Sources").is_visible()


@pytest.mark.parametrize("size", ["Letter", "A4"])
def test_a_printed_handout_has_two_pages_without_the_site_around_it(page, size):
    for language in ("", "/es"):
        page.goto(f"{language}/articles/ketamine-aftercare/handout/")

        printed = pypdf.PdfReader(io.BytesIO(page.pdf(format=size)))

        assert len(printed.pages) <= 2
    page.emulate_media(media="print")
    for gone in (".site-header", ".site-footer", ".sheet-ways"):
        assert not page.locator(gone).is_visible()


def test_on_paper_no_step_is_torn_and_no_sheet_is_half_empty(page):
    page.goto("/articles/after-ketamine-infusion/calm/")
    steps = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    page.goto(ARTICLE)
    article = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages

    first, *others = [sheet.extract_text() for sheet in steps]
    assert "1 of 13" in first
    assert all(re.match(r"\d+ of 13", sheet) for sheet in others)
    assert "No cannabis or" in article[0].extract_text()  # the list began there


def test_at_night_the_page_is_dark(visitor):
    by_day, by_night = (visitor(color_scheme=one) for one in ("light", "dark"))
    for page in (by_day, by_night):
        page.goto("/")

    assert paper(by_day) > 240
    assert paper(by_night) < 32


@pytest.mark.parametrize("address", [*LOOKED_AT, "/request/"])
def test_with_more_room_between_letters_nothing_is_pushed_aside(visitor, address):
    page = visitor(bypass_csp=True, viewport={"width": 320, "height": 640})
    page.goto(address)

    page.add_style_tag(content=SPACED)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", [*LOOKED_AT, "/request/", "/locations/"])
def test_a_machine_finds_no_barrier(visitor, address, width):
    page = visitor(bypass_csp=True, viewport={"width": width, "height": 800})
    page.goto(address)

    found = Axe().run(page, options={"resultTypes": ["violations"]})

    assert [(one["id"], one["help"]) for one in found.response["violations"]] == []


def test_in_forced_colours_the_menu_and_the_form_are_still_there(visitor):
    page = visitor(forced_colors="active")
    page.goto("/request/")

    assert page.locator("[name=for_whom]").first.is_visible()
    assert page.get_by_role("navigation", name="Main").is_visible()
