"""A frozen figure → its picture, what is said of it, and its words to open."""

from django.template.defaultfilters import linebreaks
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import figures
from clinic_site.components import care


def html(section):
    """Return the figure; its long description stands folded below it."""
    shown = care.figure(_picture(section), caption=section["caption"])
    if not section["description"]:
        return shown
    words = mark_safe(linebreaks(section["description"], autoescape=True))
    told = care.expander(words, heading=_("What this picture shows"))
    return mark_safe(f"{str(shown).strip()}\n{str(told).strip()}")


def _picture(section):
    """Return the drawing, named for those who do not see it unless it is decoration."""
    drawing = mark_safe(figures.drawn(section["drawing"]))
    if section["is_decorative"]:
        return drawing
    return format_html(
        '<div role="img" aria-label="{}">{}</div>', section["alt"], drawing
    )
