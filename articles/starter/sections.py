"""The parts of a readable file: running text, and what stands between ::: lines."""

import re
from dataclasses import dataclass, field

from articles.models import CalloutSection, InstructionListSection, LinesSection
from articles.models.section import Wording

from .markup import Unreadable, html_of, items_of

OPENING = re.compile(r":::\s*(?P<name>\w+)\s*(?P<rest>.*)")
CLOSING = re.compile(r":::\s*")
# A line of an answer that goes on in the next line of the file.
WRAPPED = re.compile(r"^(?!\?)(.+)\n(?=[^\n?])", re.MULTILINE)
OF_A_FIGURE = ("alt", "caption", "description")


@dataclass
class Part:
    """What stands between two ::: lines, or outside of them (no name)."""

    number: int
    name: str = ""
    rest: str = ""
    lines: list = field(default_factory=list)

    def section(self):
        if self.name not in READERS:
            raise Unreadable(f"line {self.number}: no part is called {self.name!r}")
        return READERS[self.name](self)


def sections_of(lines):
    """Yield {kind, …fields of its model} from [(number, line), …].

    Raises Unreadable, with the line.
    """
    for part in _parts_of(lines):
        if part.name or any(line.strip() for _, line in part.lines):
            yield part.section()


def _parts_of(lines):
    part = Part(0)
    for number, line in lines:
        if opening := OPENING.fullmatch(line):
            if part.name:
                raise _never_closed(part)
            yield part
            part = Part(number, opening["name"], opening["rest"].strip())
        elif CLOSING.fullmatch(line):
            if not part.name:
                raise Unreadable(f"line {number}: nothing is open here")
            yield part
            part = Part(number)
        else:
            part.lines.append((number, line))
    if part.name:
        raise _never_closed(part)
    yield part


def _never_closed(part):
    return Unreadable(f"line {part.number}: ::: {part.name} is never closed")


def _text(part):
    return {"kind": "text", "html": html_of(part.lines, with_headings=True)}


def _lines(part):
    return {
        "kind": "lines",
        "style": part.name,
        "heading": part.rest,
        "lines": "\n".join(items_of(part.lines)),
    }


def _callout(part, *, level="", heading=None):
    return {
        "kind": "callout",
        "style": part.name,
        "level": level,
        "heading": part.rest if heading is None else heading,
        "html": html_of(part.lines),
    }


def _help(part):
    level, _space, heading = part.rest.partition(" ")
    if level not in CalloutSection.Level.values:
        levels = ", ".join(CalloutSection.Level.values)
        raise Unreadable(f"line {part.number}: a help card is one of {levels}")
    return _callout(part, level=level, heading=heading.strip())


def _questions(part):
    text = "\n".join(line.strip() for _, line in part.lines).strip()
    if not text.startswith("?"):
        raise Unreadable(f"line {part.number}: a question starts with “? ”")
    text = WRAPPED.sub(r"\1 ", text)
    return {"kind": "questions", "heading": part.rest, "text": text}


def _table(part):
    rows = [line.strip() for _, line in part.lines if line.strip()]
    if len({row.count("|") for row in rows}) != 1:
        raise Unreadable(f"line {part.number}: the rows need equally many cells")
    return {"kind": "table", "caption": part.rest, "text": "\n".join(rows)}


def _figure(part):
    said = {}
    for number, line in part.lines:
        name, colon, words = line.partition(":")
        if colon and name in OF_A_FIGURE:
            said[name] = [words.strip()]
        elif said:
            said[next(reversed(said))].append(line.strip())
        elif line.strip():
            raise Unreadable(f"line {number}: a figure says alt, caption, description")
    if "alt" not in said:
        raise Unreadable(
            f"line {part.number}: a figure needs alt:, empty if decorative"
        )
    alt, caption = (" ".join(said.get(name, [])).strip() for name in OF_A_FIGURE[:2])
    paragraphs = "\n".join(said.get("description", [])).strip()
    return {
        "kind": "figure",
        "drawing": part.rest,
        "alt": alt,
        "is_decorative": not alt,
        "caption": caption,
        "description": WRAPPED.sub(r"\1 ", paragraphs),
    }


def _instruction(part):
    code, _space, form = part.rest.partition(" ")
    return {"kind": "instruction", "code": code, "form": _form(part, form or "full")}


def _instructions(part):
    words = part.rest.split(maxsplit=4)
    if len(words) < 4 or words[2] not in InstructionListSection.Style.values:
        styles = ", ".join(InstructionListSection.Style.values)
        raise Unreadable(
            f"line {part.number}: a list of instructions is: treatment, stage, one of "
            f"{styles}, wording, heading"
        )
    return {
        "kind": "instructions",
        "treatment": words[0],
        "stage": words[1],
        "style": words[2],
        "form": _form(part, words[3]),
        "heading": words[4] if len(words) > 4 else "",
    }


def _form(part, form):
    if form not in Wording.values:
        wordings = ", ".join(Wording.values)
        raise Unreadable(f"line {part.number}: the wording is one of {wordings}")
    return form


READERS = (
    {
        "": _text,
        "help": _help,
        "questions": _questions,
        "table": _table,
        "figure": _figure,
        "instruction": _instruction,
        "instructions": _instructions,
    }
    | dict.fromkeys(LinesSection.Style.values, _lines)
    | dict.fromkeys(set(CalloutSection.Style.values) - {"help"}, _callout)
)
