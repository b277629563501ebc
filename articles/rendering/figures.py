"""A frozen figure → its picture, what is said of it, and its words to open."""

from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import figures
from clinic_site.components import care, pictures


def html(section):
    """Return the figure; its long description stands folded below it.

    Of a figure at the head of the page only the description stands in the text.
    """
    parts = [] if _is_head(section) else [_figure(section)]
    if section["description"]:
        words = mark_safe(linebreaks(section["description"], autoescape=True))
        parts.append(care.expander(words, heading=_("What this picture shows")))
    return mark_safe("\n".join(str(one).strip() for one in parts))


def head(sections):
    """Return the figure that stands beside the title, or nothing."""
    return next((_figure(one) for one in sections if _is_head(one)), "").strip()


def with_one_head(sections):
    """Return `sections` with every figure at the head but the first in the text."""
    heads = [one for one in sections if _is_head(one)]
    return [one | {"place": "text"} if one in heads[1:] else one for one in sections]


def _is_head(section):
    return section["kind"] == "figure" and section.get("place") == "head"


def _figure(section):
    shows = "picture" if section["picture"] else "drawing"
    return care.figure(_picture(section), caption=section["caption"], shows=shows)


def _picture(section):
    """Return what is shown, named for who cannot see it unless it is decoration."""
    if section["picture"]:
        return pictures.photograph(
            picture=section["picture"],
            alt=section["alt"],
            is_first=_is_head(section),
        )
    drawing = mark_safe(figures.drawn(section["drawing"]))
    if section["is_decorative"]:
        return drawing
    return format_html(
        '<div role="img" aria-label="{}">{}</div>', section["alt"], drawing
    )
