"""Every ink can be read on every paper it may stand on, in each of the palettes."""

import re
from pathlib import Path

import pytest

from clinic_site import palettes
from clinic_site.palettes import Palette

CSS = Path(__file__).resolve().parent.parent.parent / "static" / "css"
DECLARED = re.compile(r"--([\w-]+): ([^;]+);")
PALETTE = re.compile(r'\[data-palette="(\w+)"\] {(.*?)}', re.DOTALL)

# WCAG 2.2, 1.4.6 for words and 1.4.11 for the edges of controls.
WORDS, EDGES = 7, 3
PAPERS = ("page", "band", "field")
READ = [
    *[("text", paper, WORDS) for paper in PAPERS],
    *[("text-quiet", paper, WORDS) for paper in PAPERS],
    *[("accent", paper, WORDS) for paper in PAPERS],
    *[("accent-strong", paper, WORDS) for paper in PAPERS],
    *[("edge", paper, EDGES) for paper in PAPERS],
    *[("mistake-ink", paper, WORDS) for paper in ("page", "band", "mistake-paper")],
    ("on-accent", "accent", WORDS),
    ("on-accent", "accent-strong", WORDS),
    ("on-focus", "focus", WORDS),
    ("info-ink", "info-paper", WORDS),
    ("text", "urgent-paper", WORDS),
    ("on-urgent", "urgent-ink", WORDS),
    ("on-emergency", "emergency-paper", WORDS),
    ("text", "mistake-paper", WORDS),
]
# What says that something is urgent, an emergency or a mistake; and the sun.
THE_SAME_IN_EACH = {
    "text", "text-quiet", "page", "light", "focus", "urgent-ink", "emergency-ink",
    "emergency-paper", "on-emergency", "mistake-ink",
}  # fmt: skip


def tokens(scheme):
    day, night = (CSS / "tokens.css").read_text().split("@media (prefers-color-scheme")
    declared = dict(DECLARED.findall(day))
    return declared | dict(DECLARED.findall(night)) if scheme == "dark" else declared


def own_colours():
    """Return {palette: its raw tokens}; the first palette is the tokens' own."""
    written = PALETTE.findall((CSS / "palettes.css").read_text())
    return {"tide": {}} | {name: dict(DECLARED.findall(body)) for name, body in written}


def colour(palette, name):
    value = palette[f"color-{name}"]
    while value.startswith("var("):
        value = palette[value[6:-1]]
    return value


def luminance(colour):
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette, ink, paper):
    shades = [luminance(colour(palette, name)) for name in (ink, paper)]
    return (max(shades) + 0.05) / (min(shades) + 0.05)


def test_a_clinic_chooses_among_the_palettes_that_there_are():
    assert list(own_colours()) == Palette.values


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", Palette.values)
def test_every_ink_can_be_read_on_its_paper(name, scheme):
    palette = tokens(scheme) | own_colours()[name]

    faint = {
        (ink, paper): contrast(palette, ink, paper)
        for ink, paper, least in READ
        if contrast(palette, ink, paper) < least
    }

    assert faint == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_warns_looks_the_same_in_every_clinic(scheme):
    own = tokens(scheme)

    looks = {
        tuple(
            colour(own | raw, name)
            for name in sorted(THE_SAME_IN_EACH)
            if not (scheme == "dark" and name == "page")
        )
        for raw in own_colours().values()
    }

    assert len(looks) == 1


def test_each_palette_sets_the_same_colours_and_no_two_are_alike():
    _tide, *others = own_colours().values()

    assert len({frozenset(raw) for raw in others}) == 1
    assert len({raw["tint-800"] for raw in others}) == len(others)


@pytest.mark.parametrize("name", Palette.values)
def test_the_picture_of_a_palette_shows_its_own_colours(name):
    palette = tokens("light") | own_colours()[name]

    picture = palettes.swatch(name)

    assert re.findall(r'fill="(#\w+)"', picture) == [
        palette[one] for one in palettes.SHOWN
    ]
