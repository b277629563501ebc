"""Frozen words → the HTML, plain text and contents list that a publication stores.

Pure: asks no database and no clock. The same content renders to the same bytes.
"""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.safestring import mark_safe

from clinic_site.components import care

from . import prose

# Where a help card says whom to call the stored body holds a marker. The page shell
# fills it, so a new telephone number or new hours need no new publication. No editor
# can type one: comments do not survive the allow-list.
CONTACT_MARKER = "<!--clinic-contact-->"
HELP_MARKERS = {"urgent": "<!--crisis-calls-->", "emergency": "<!--emergency-calls-->"}

WORDS_A_MINUTE = 200


@dataclass
class Rendered:
    """What one page shows within its shell."""

    body_html: str
    plain_text: str
    contents: list = field(default_factory=list)
    minutes: int = 1


def render(content):
    """Return `content` (see freezing.freeze) as Rendered, in its own language."""
    headings = prose.Headings()
    with translation.override(content["language"]):
        parts = [_section(one, headings) for one in content["sections"]]
    words = "\n".join(_words(one) for one in content["sections"])
    text = "\n".join([content["title"], content["summary"], words])
    return Rendered(
        body_html="\n".join(parts),
        plain_text=text,
        contents=headings.contents,
        minutes=max(1, round(len(text.split()) / WORDS_A_MINUTE)),
    )


def fill_markers(body, contacts):
    """Return a stored body with today's telephone, hours and help numbers.

    `contacts` maps "clinic", "urgent" and "emergency" to finished HTML.
    """
    body = body.replace(CONTACT_MARKER, contacts["clinic"])
    for level, marker in HELP_MARKERS.items():
        body = body.replace(marker, contacts[level])
    return mark_safe(body)


def _section(section, headings):
    kind = section["kind"]
    return str(SECTIONS[kind](section, headings)).strip()


def _text(section, headings):
    return headings.mark(section["html"])


def _lines(section, headings):
    parts = [_lead_and_rest(line) for line in section["lines"]]
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


def _callout(section, headings):
    words = mark_safe(section["html"])
    match section["style"]:
        case "summary":
            anchor = headings.add(section["heading"] or "short version", level=0)
            return care.short_version(
                words, heading=section["heading"], heading_id=anchor
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


def _questions(section, headings):
    return care.questions(items=section["items"], **_heading(section, headings))


def _table(section, headings):
    headers, *rows = section["rows"] or [[]]
    return care.comparison_table(caption=section["caption"], headers=headers, rows=rows)


SECTIONS = {
    "text": _text,
    "lines": _lines,
    "callout": _callout,
    "questions": _questions,
    "table": _table,
}


class UnknownSection(Exception):
    """The frozen content holds a kind of section that nothing renders."""


def _heading(section, headings):
    """Return the heading's words, level and id as the components take them.

    Below an H2 of the text a list's heading is an H3, else an H2 of the page itself.
    """
    words, level = section["heading"], headings.level_here()
    anchor = headings.add(words, level=level) if words else ""
    return {"heading": words, "heading_level": level, "heading_id": anchor}


def _calls(level):
    """Non-urgent cards lead to the clinic; the others carry the help numbers too."""
    return mark_safe(CONTACT_MARKER if level == "non_urgent" else HELP_MARKERS[level])


def _lead_and_rest(line):
    lead, bar, rest = line.partition("|")
    return (lead.strip(), rest.strip()) if bar else ("", line.strip())


def _words(section):
    """The section's words without their markup, for search and reading checks."""
    kind = section["kind"]
    said = [section.get("heading") or section.get("caption", "")]
    if "html" in section:
        said.append(prose.plain(section["html"]))
    said += section.get("lines", [])
    said += [f"{one['question']}\n{one['answer']}" for one in section.get("items", [])]
    if kind == "table":
        said += [" ".join(row) for row in section["rows"]]
    return "\n".join(part for part in said if part)
