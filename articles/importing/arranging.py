"""Blocks of a page → sections of an article, in the house's order of headings."""

import re

from django.utils.translation import gettext as _

from articles import prose

from .blocks import Block
from .inline import words
from .lines import Line
from .report import Report, Verdict
from .shapes import TIP, could_be_heading

# The words above a list that tells what to do, and what not.
DO = re.compile(
    r"(?:the )?do['’]?s?|what (?:to|you can|you should) do|please do"
    r"|qué hacer|lo que debe hacer|sí",
    re.IGNORECASE,
)
DONT = re.compile(
    r"(?:the )?(?:don['’]?ts?|do nots?|don['’]t['’]?s)|what (?:not to do|to avoid)"
    r"|(?:please )?(?:do not|don['’]t|avoid)(?: do)?(?: this)?|things to avoid"
    r"|qué no hacer|qué evitar|evite|lo que no debe hacer|no",
    re.IGNORECASE,
)
WHOLLY_BOLD = re.compile(r"<strong>((?:(?!</?strong>).)+)</strong>:?", re.DOTALL)
MARKS = re.compile(r"</?(?:strong|em|a)\b[^>]*>")
LONGEST_HEADING = 200  # signs that a list's or table's heading has room for
FEWEST_QUESTIONS = 2


def with_headings(blocks: list[Block], report: Report) -> list[Block]:
    """Give each heading level 2 or 3, and take bold lines for headings where none are.

    The highest level of the source becomes 2, all below it 3; the first one is 2.
    """
    _take_bold_lines(blocks, report)
    levels = sorted({one.level for one in blocks if one.kind == "heading"})
    has_parent = False
    for block in blocks:
        if block.kind != "heading":
            continue
        rank = levels.index(block.level)
        if rank > 1:
            reason = _("a heading of a third level, now of the second")
            _note(report, Verdict.DOUBTFUL, reason, block)
        block.level = 3 if rank and has_parent else 2
        has_parent = True
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        if block.kind == "heading" and _is_empty(block, below):
            _note(report, Verdict.DOUBTFUL, _("nothing stands under it"), block)
    return blocks


def _is_empty(block, below):
    return below is None or (below.kind == "heading" and below.level <= block.level)


def _take_bold_lines(blocks, report):
    """A short bold line of its own is how many people type a heading."""
    has_headings = any(one.kind == "heading" for one in blocks)
    for block in blocks:
        found = block.kind == "p" and WHOLLY_BOLD.fullmatch(block.html)
        if not found or not could_be_heading(Line(block.number, block.words)):
            continue
        _note(report, Verdict.DOUBTFUL, _("a heading, or bold words?"), block)
        if not has_headings:
            block.kind, block.level = "heading", 2
            block.html = words(block.words)


def _note(report, verdict, reason, block):
    report.note(verdict, reason, block.words, line=block.number)


def sections_of(blocks: list[Block], report: Report) -> list[dict]:
    """Return the sections that the blocks form, in the shape of frozen content."""
    return Arranger(report).arranged(blocks)


class Arranger:
    """Begins a text at each heading of level 2; the other shapes stand between."""

    def __init__(self, report: Report):
        self.report = report
        self.sections: list[dict] = []
        self.heading: Block | None = None  # the last block, where it was one

    def arranged(self, blocks: list[Block]) -> list[dict]:
        for block in blocks:
            shape = getattr(self, f"_{block.kind}")
            shape(block)
            self.heading = block if block.kind == "heading" else None
        for section in self.sections:
            if "html" in section:
                section["html"] = prose.clean(section["html"])
        return [one for one in self.sections if _says_something(one)]

    def _write(self, html, *, begins=False):
        if begins or not self.sections or self.sections[-1]["kind"] != "text":
            self.sections.append({"kind": "text", "html": ""})
        self.sections[-1]["html"] += html

    def _heading(self, block):
        html = f"<h{block.level}>{block.html}</h{block.level}>"
        self._write(html, begins=block.level == 2)

    def _p(self, block):
        tip = TIP.match(block.words)
        if tip and (html := _without_lead(block.html)):
            self._callout("tip", f"<p>{html}</p>", heading=tip[1])
        else:
            self._write(f"<p>{block.html}</p>")

    def _quote(self, block):
        self.report.note(
            Verdict.DOUBTFUL, _("a quotation, set apart"), block.words,
            line=block.number,
        )  # fmt: skip
        self._callout("inset", block.html)

    def _callout(self, style, html, heading=""):
        self.sections.append(
            {
                "kind": "callout",
                "style": style,
                "level": "",
                "heading": heading[:LONGEST_HEADING],
                "html": html,
            }
        )

    def _list(self, block):
        style = self._style_of_list(block)
        if not style:
            self._write(block.html)
            return
        heading = self._taken_heading()
        lines = [" ".join(prose.plain(item).split()) for item in block.items]
        self.sections.append(
            {"kind": "lines", "style": style, "heading": heading, "lines": lines}
        )

    def _style_of_list(self, block):
        """A list under "Do" or "Don't" that holds plain words only."""
        if self.heading is None or re.search("<(?:a|ul|ol)[ >]", "".join(block.items)):
            return ""
        said = self.heading.words.strip(" :.!")
        if DO.fullmatch(said):
            return "do"
        return "dont" if DONT.fullmatch(said) else ""

    def _taken_heading(self):
        """Return a heading of the second level, which the list itself now bears."""
        if self.heading is None or self.heading.level == 2:
            return ""
        mark = f"<h3>{self.heading.html}</h3>"
        text = self.sections[-1]["html"].removesuffix(mark)
        self.sections[-1]["html"] = text
        return self.heading.words[:LONGEST_HEADING]

    def _table(self, block):
        caption = block.title or (self.heading.words if self.heading else "")
        if not caption:
            caption = _("Table")
            reason = _("a table without a caption")
            first = " | ".join(block.rows[0])
            self.report.note(Verdict.DOUBTFUL, reason, first, line=block.number)
        self.sections.append(
            {
                "kind": "table",
                "caption": caption[:LONGEST_HEADING],
                "rows": block.rows,
            }
        )

    def _question(self, block):
        """Questions with plain answers stand together; others open by themselves."""
        if re.search("<(?:a|ul|ol|strong|em)[ >]", block.html):
            self._callout("expander", block.html, heading=block.title)
            return
        if not self.sections or self.sections[-1]["kind"] != "questions":
            self.sections.append({"kind": "questions", "heading": "", "items": []})
        item = {"question": block.title, "answer": prose.plain(block.html)}
        self.sections[-1]["items"].append(item)


def _without_lead(html):
    """Return a tip's words without the "Pro tip:" before them, and without its bold."""
    lead = re.match(r"(?:<strong>|<em>)*[^:<]+(?:</strong>|</em>)*\s*:\s*", html)
    if lead is None:
        return html
    rest = html[lead.end() :]
    closed = re.match(r"(?:</strong>|</em>)+\s*", rest)
    if closed:
        return rest[closed.end() :].strip()
    return prose.clean(rest).strip()


def _says_something(section):
    return bool(prose.words(section).strip())
