"""Frozen pages for the gates: plain words in, the shape of freezing.freeze out."""

from articles import gates
from articles.gates import World
from articles.instructions import Values

NOTHING_SIGNED = Values.of([])


def text(html):
    return {"kind": "text", "html": html}


def lines(*said, style="dont", heading=""):
    return {"kind": "lines", "style": style, "heading": heading, "lines": list(said)}


def callout(html, *, style="tip", level="", heading=""):
    kind = {"kind": "callout", "style": style, "level": level}
    return kind | {"heading": heading, "html": html}


def questions(*pairs):
    items = [{"question": asked, "answer": said} for asked, said in pairs]
    return {"kind": "questions", "heading": "", "items": items}


def table(*rows):
    return {"kind": "table", "caption": "", "rows": [list(row) for row in rows]}


def page(*sections, language="en", **fields):
    """A page about a treatment that has a source and nothing wrong with it."""
    return {
        "language": language,
        "title": "Rest",
        "summary": "",
        "treatment": "",
        "stage": "about",
        "place": "",
        "sections": list(sections),
        "sources": [{"title": "A leaflet", "url": "https://leaflet.test/", "note": ""}],
    } | fields


def found(content, *, world=None, values=NOTHING_SIGNED):
    """Return [(gate, section, quote)] of what the gates say."""
    problems = gates.problems(content, values, world=world or World())
    return [(one.gate, one.section, one.quote) for one in problems]


def gates_of(content, **known):
    return [gate for gate, _section, _quote in found(content, **known)]
