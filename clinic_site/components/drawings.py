"""Drawings and icons, inlined so that they take the colours of the page."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html

register = template.Library()

# One path each, on a 24 by 24 field, drawn with a line of 2.
ICONS = {
    "back": "M20 12H4M10 6l-6 6 6 6",
    "calendar": "M4 6h16v15H4ZM4 11h16M8 3v5M16 3v5",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l4 2",
    "link": "M10 14a5 5 0 0 0 7 0l3-3a5 5 0 0 0-7-7l-1 1M14 10a5 5 0 0 0-7 0l-3 3"
    "a5 5 0 0 0 7 7l1-1",
    "mail": "M3 6h18v13H3ZM3 7l9 7 9-7",
    "next": "M4 12h16M14 6l6 6-6 6",
    "phone": "M6 3h4l2 5-3 2a12 12 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2"
    "A16 16 0 0 1 4 5a2 2 0 0 1 2-2Z",
    "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7Z",
    "text": "M4 5h16v11H11l-5 4v-4H4Z",
    "up": "M12 20V4M6 10l6-6 6 6",
}
DRAWINGS = {
    "brand",
    "chair-window",
    "drip",
    "hills",
    "letter",
    "magnet-coil",
    "nasal-spray",
    "way-home",
}
# The drawing of a treatment, by its short name; others get the quiet room.
TREATMENTS = {"ketamine": "drip", "spravato": "nasal-spray", "tms": "magnet-coil"}


@register.simple_tag
def icon(*, name):
    """Draw a small sign beside words that say the same.

    name: a key of ICONS. An unknown one raises.
    """
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"icon: unknown name {name!r}")
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def drawing(*, name):
    """Show one of the site's drawings; it repeats what the words say.

    name: one of DRAWINGS, a file in templates/components/drawings/. An unknown one
    raises. The classes light, land and blank inside it take the page's colours.
    """
    if name not in DRAWINGS:
        raise template.TemplateSyntaxError(f"drawing: unknown name {name!r}")
    return render_to_string(f"components/drawings/{name}.svg")


@register.simple_tag
def treatment_drawing(*, slug):
    """Show the drawing of a treatment by its short name, or of the quiet room."""
    return drawing(name=TREATMENTS.get(slug, "chair-window"))
