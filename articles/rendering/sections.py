"""Each kind of frozen section → the HTML of its component."""

from django.utils.safestring import mark_safe

from articles import prose
from clinic_site.components import care
from clinic_site.components import instructions as parts

from . import figures, instructions, markers


class UnknownSection(Exception):
    """The frozen content holds a kind of section that nothing renders."""


def html_of(section, headings, values):
    """Return the finished HTML of one section; headings get their ids on the way."""
    try:
        shape = SHAPES[section["kind"]]
    except KeyError:
        raise UnknownSection(section["kind"]) from None
    return str(shape(section, headings, values)).strip()


def side_by_side(parts):
    """Return the HTML of `parts`, (style, html) each; do stands beside do not."""
    found: list[tuple[str, str]] = []
    for style, html in parts:
        if found and {found[-1][0], style} == {"do", "dont"}:
            both = mark_safe(f"{found[-1][1]}\n{html}")
            found[-1] = ("", str(care.do_dont(both)).strip())
        elif html:
            found.append((style, html))
    return [html for _style, html in found]


def _text(section, headings, values):
    return headings.mark(section["html"])


def _lines(section, headings, values):
    parts = [prose.lead_and_rest(line) for line in section["lines"]]
    place = _heading(section, headings)
    match section["style"]:
        case "do":
            return care.do_list(lines=section["lines"], **place)
        case "dont":
            return care.dont_list(lines=section["lines"], **place)
        case "checklist":
            items = [{"text": rest, "note": lead} for lead, rest in parts]
            return care.checklist(items=items, **place)
        case "steps":
            items = [{"lead": lead, "text": rest} for lead, rest in parts]
            return care.steps(items=items, **place)
        case "timeline":
            items = [{"when": lead, "text": rest} for lead, rest in parts]
            return care.timeline(items=items, **place)
    raise UnknownSection(section["style"])


def _callout(section, headings, values):
    words = mark_safe(section["html"])
    match section["style"]:
        case "summary":
            anchor = headings.add(section["heading"] or "short version", level=0)
            items = instructions.lines(section, values, headings.language)
            return parts.short_version(
                words, items=items, heading=section["heading"], heading_id=anchor
            )
        case "expander":
            return care.expander(words, heading=section["heading"])
        case "help":
            place = _heading(section, headings)
            return care.care_card(
                words, level=section["level"], calls=_calls(section["level"]), **place
            )
        case "tip" | "inset" | "warning" as style:
            level = headings.level_here()
            return care.callout(
                words, kind=style, heading=section["heading"], heading_level=level
            )
    raise UnknownSection(section["style"])


def _questions(section, headings, values):
    return care.questions(items=section["items"], **_heading(section, headings))


def _table(section, headings, values):
    headers, *rows = section["rows"] or [[]]
    return care.comparison_table(caption=section["caption"], headers=headers, rows=rows)


def _figure(section, headings, values):
    return figures.html(section)


def _instruction(section, headings, values):
    return instructions.one(section, values, headings.language)


def _instructions(section, headings, values):
    return instructions.many(
        section, values, headings.language, **_heading(section, headings)
    )


SHAPES = {
    "text": _text,
    "lines": _lines,
    "callout": _callout,
    "questions": _questions,
    "table": _table,
    "figure": _figure,
    "instruction": _instruction,
    "instructions": _instructions,
}


def _heading(section, headings):
    """Return the heading's words, level and id as the components take them.

    Below an H2 of the text a list's heading is an H3, else an H2 of the page itself.
    """
    words, level = section["heading"], headings.level_here()
    anchor = headings.add(words, level=level) if words else ""
    return {"heading": words, "heading_level": level, "heading_id": anchor}


def _calls(level):
    """Non-urgent cards lead to the clinic; the others carry the help numbers too."""
    return mark_safe(markers.BY_LEVEL[level])
