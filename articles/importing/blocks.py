"""A washed web page → the headings, paragraphs, lists, tables and quotes in it."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles import prose

from . import tables
from .inline import Inline, words
from .report import Report, Verdict

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Elements that begin a line of their own.
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *HEADINGS,
}  # fmt: skip
EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
EMPTY_BREAKS = re.compile(r"<br>(?:\s*<br>)+")
BREAKS_AROUND = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")


@dataclass
class Block:
    """One block; `number` is its place among all of the document.

    `kind` is heading, p, list, table, quote or question; `level` a heading's.
    """

    kind: str
    number: int
    html: str = ""
    level: int = 0
    items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    title: str = ""

    @property
    def words(self) -> str:
        return " ".join(prose.plain(self.html).split())


class Reader:
    """Walks through a tree; `keeps_lines` where empty lines part the paragraphs."""

    def __init__(self, report: Report, *, home: str = "", keeps_lines: bool = False):
        self.report = report
        self.home = home
        self.keeps_lines = keeps_lines
        self.inline = Inline(report, home=home)
        self.blocks: list[Block] = []
        self._running: list[str] = []

    def read(self, element) -> list[Block]:
        """Return the blocks inside `element`."""
        self._inside(element)
        self._end()
        return self.blocks

    def _inside(self, element):
        self._say(element.text)
        for child in element:
            if child.tag in BLOCKS or _holds_blocks(child):
                self._end()
                SHAPES.get(child.tag, Reader._inside)(self, child)
                self._end()
            else:
                self._running.append(self.inline.element(child))
            self._say(child.tail)

    def _say(self, text):
        parts = EMPTY_LINE.split(text or "") if self.keeps_lines else [text or ""]
        for place, part in enumerate(parts):
            if place:
                self._end()
            self._running.append(self._lines(part) if self.keeps_lines else words(part))

    def _lines(self, part):
        """In words typed without tags each line stays a line."""
        return "<br>".join(words(line) for line in part.split("\n"))

    def _end(self):
        """Close the paragraph that is being written, if it says anything."""
        html = "".join(self._running)
        self._running = []
        for part in EMPTY_BREAKS.split(html):
            # A mark that was open across the gap is closed before it.
            part = prose.clean(BREAKS_AROUND.sub("", part))
            if prose.plain(part):
                self._add("p", html=part)

    def _add(self, kind, **said):
        self.blocks.append(Block(kind, len(self.blocks) + 1, **said))

    def _below(self, element):
        """Return the blocks of one element, counted on from here."""
        inner = Reader(self.report, home=self.home, keeps_lines=self.keeps_lines)
        return inner.read(element)

    # -- The shapes --------------------------------------------------------------------

    def _heading(self, element):
        html = self.inline.html(element).strip()
        if said := prose.plain(html):
            plain = words(" ".join(said.split()))
            self._add("heading", html=plain, level=HEADINGS[element.tag])

    def _list(self, element):
        items = [one for one in map(self._item, element) if one]
        if element.get("start", "1") != "1":
            reason = _("a list that began at another number")
            self.report.note(Verdict.DOUBTFUL, reason, prose.plain("".join(items[:1])))
        if items:
            tag = "ol" if element.tag == "ol" else "ul"
            lines = "".join(f"<li>{item}</li>" for item in items)
            self._add("list", html=f"<{tag}>{lines}</{tag}>", items=items)

    def _item(self, element):
        """Return what stands in one item: its words, then lists below it."""
        found = ""
        for block in self._below(element):
            if block.kind == "list":
                found += block.html
            else:
                found += ("<br>" if found else "") + in_line(block)
        return found

    def _definitions(self, element):
        """Terms and what they mean become a list with bold leads."""
        items: list[str] = []
        for child in element.iter("dt", "dd"):
            html = "<br>".join(map(in_line, self._below(child)))
            if child.tag == "dt" or not items:
                items.append(f"<strong>{html.rstrip(':')}:</strong>" if html else "")
            elif html:
                items[-1] += f" {html}"
        if items := [item for item in items if item]:
            lines = "".join(f"<li>{item}</li>" for item in items)
            self._add("list", html=f"<ul>{lines}</ul>", items=items)

    def _quote(self, element):
        inner = self._below(element)
        html = "".join(
            one.html if one.kind == "list" else f"<p>{in_line(one)}</p>"
            for one in inner
        )
        if html:
            self._add("quote", html=html)

    def _table(self, element):
        if not tables.holds_data(element):
            reason = _("table that only placed things on the page")
            self.report.note(Verdict.DOUBTFUL, reason, _first_words(element))
            self._inside(element)
            return
        caption = element.find("caption")
        title = "" if caption is None else prose.plain(self.inline.html(caption))
        self._add("table", rows=tables.rows_of(element, self.report), title=title)

    def _details(self, element):
        """Words that open: a question and its answer."""
        summary = element.find("summary")
        title = "" if summary is None else prose.plain(self.inline.html(summary))
        if summary is not None:
            summary.drop_tree()
        html = "".join(
            one.html if one.kind == "list" else f"<p>{in_line(one)}</p>"
            for one in self._below(element)
        )
        if title and html:
            self._add("question", title=title, html=html)
        elif title or html:
            self._add("p", html=words(title) or html)

    def _figure(self, element):
        """A picture's caption is named with it, a table's becomes its own."""
        table = element.find(".//table")
        for caption in element.findall(".//figcaption"):
            if table is not None and table.find("caption") is None:
                caption.tag = "caption"
                table.insert(0, caption)
            elif element.find(".//img") is not None:
                said = _first_words(caption)
                self.report.note(Verdict.LEFT_OUT, _("picture: its caption"), said)
                caption.drop_tree()
        self._inside(element)

    def _rule(self, element):
        """A line across the page parts nothing that headings do not part."""


SHAPES = {
    **dict.fromkeys(HEADINGS, Reader._heading),
    "ul": Reader._list,
    "ol": Reader._list,
    "dl": Reader._definitions,
    "blockquote": Reader._quote,
    "table": Reader._table,
    "details": Reader._details,
    "figure": Reader._figure,
    "hr": Reader._rule,
}


def in_line(block: Block) -> str:
    """Return what a block says as running words inside an item, a cell or a quote."""
    if block.kind == "heading":
        return f"<strong>{block.html}</strong>"
    if block.kind == "table":
        return "<br>".join(words(" · ".join(row)) for row in block.rows)
    return f"<strong>{words(block.title)}</strong> {block.html}".removeprefix(
        "<strong></strong> "
    )


def _holds_blocks(element):
    return any(one.tag in BLOCKS for one in element.iterdescendants())


def _first_words(element):
    return " ".join("".join(element.itertext()).split())
