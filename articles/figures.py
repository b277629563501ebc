"""The house's own drawings, and what editors choose them by.

A stored revision names its drawing for ever: add, never rename or take one away. Each
is templates/articles/figures/<name>.svg, with its labels in the page's language.
"""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

DRAWINGS = {
    "ride-home": _("The ride home: clinic, car, front door"),
    "spray-position": _("A nose spray: head, sides, rest"),
    "tms-coil": _("A magnet coil on the head, and what stays away from it"),
    "three-ways": _("Drip, nose spray and magnet coil side by side"),
    "fasting-times": _("Before an infusion: no fat, no food, no drinks"),
    "infusion-chair": _("During an infusion: chair, drip, monitor"),
    "until-you-drive": _("From the clinic to waking up: no driving"),
    "week-strip": _("The first week, day by day"),
}


def choices():
    """Return [(name, words)] in the order in which editors see them."""
    return list(DRAWINGS.items())


def drawn(name):
    """Return the drawing `name` as SVG in the language in force, silent by itself."""
    return render_to_string(f"articles/figures/{name}.svg")
