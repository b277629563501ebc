"""Every ink can be read on every paper it may stand on, in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parent.parent.parent / "static/css/tokens.css"
DECLARED = re.compile(r"--([\w-]+): ([^;]+);")

# WCAG 2.2, 1.4.6 for words and 1.4.11 for the edges of controls.
WORDS, EDGES = 7, 3
PAPERS = ("page", "band", "field")
READ = [
    *[("text", paper, WORDS) for paper in PAPERS],
    *[("text-quiet", paper, WORDS) for paper in PAPERS],
    *[("accent", paper, WORDS) for paper in ("page", "band")],
    *[("accent-strong", paper, WORDS) for paper in ("page", "band")],
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


def palettes():
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    day = dict(DECLARED.findall(light))
    return {"light": day, "dark": day | dict(DECLARED.findall(dark))}


def luminance(palette, name):
    value = palette[name]
    while value.startswith("var("):
        value = palette[value[6:-1]]
    digits = value.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), READ)
def test_every_ink_can_be_read_on_its_paper(scheme, ink, paper, least):
    palette = palettes()[scheme]

    shades = [luminance(palette, f"color-{name}") for name in (ink, paper)]
    contrast = (max(shades) + 0.05) / (min(shades) + 0.05)

    assert contrast >= least
