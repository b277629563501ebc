"""The six colour palettes a clinic chooses from, with a look at each for the admin."""

import re
from functools import cache

from django.conf import settings
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

CSS = settings.BASE_DIR / "static" / "css"
DECLARED = re.compile(r"--([\w-]+): (#\w+);")
# What a look shows: paper, band, accent, and the accent on a dark screen.
SHOWN = ("paper-50", "mist-100", "tint-800", "tint-200")
SIDE = 20


class Palette(models.TextChoices):
    """Those of static/css/palettes.css; warnings look the same in each."""

    TIDE = "tide", _("Tide: deep blue-green")
    MOSS = "moss", _("Moss: forest green")
    LAKE = "lake", _("Lake: clear blue")
    SLATE = "slate", _("Slate: quiet grey-blue")
    HEATHER = "heather", _("Heather: soft violet")
    PLUM = "plum", _("Plum: warm purple")


@cache
def colours(name):
    """Return {token: "#rrggbb"} of a palette, read from the style sheets themselves."""
    day, _dark, _night = (CSS / "tokens.css").read_text().partition("@media")
    _before, _name, own = (
        (CSS / "palettes.css").read_text().partition(f'[data-palette="{name}"]')
    )
    return dict(DECLARED.findall(day)) | dict(DECLARED.findall(own.partition("}")[0]))


def swatch(name):
    """Return a small picture of a palette as SVG; it repeats what the label says."""
    squares = format_html_join(
        "",
        '<rect x="{}" width="{}" height="{}" fill="{}"/>',
        ((at * SIDE, SIDE, SIDE, colours(name)[one]) for at, one in enumerate(SHOWN)),
    )
    return format_html(
        '<svg width="{}" height="{}" aria-hidden="true">{}</svg>',
        SIDE * len(SHOWN),
        SIDE,
        squares,
    )


def choices():
    """Return (name, picture and label) of each palette."""
    return [
        (one.value, format_html("{} {}", swatch(one.value), one.label))
        for one in Palette
    ]
