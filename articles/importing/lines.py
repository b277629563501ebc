"""Text → numbered lines, gathered into the paragraphs and lists that they form."""

import dataclasses
import itertools
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .decoding import TooManyLines
from .report import Report, Verdict

# Line ends that text editors count, and breaks that they show inside a line.
LINE_ENDS = re.compile("\r\n|\r|\n")
OTHER_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Signs that nobody sees. Those that turn the reading direction round can make
# “24” look like “42”, so none is kept; joiners stay: scripts and emoji need them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
LIST_MARK = re.compile(r"(?:(\d{1,2})[.)]|[-*•‣◦])\s+(?=\S)")
# In a text that was wrapped by hand no line is longer than the first figure; a
# line shorter than the second ends its paragraph.
LONGEST_WRAPPED, SHORTEST_WRAPPED = 100, 45
MOST_LINES = 10_000


@dataclass(frozen=True)
class Line:
    """A line or paragraph: its (first) number in the source, and its words."""

    number: int
    words: str
    is_set_in: bool = False


@dataclass(frozen=True)
class Item(Line):
    """A line with a list mark; `rank` is its number, 0 for a bullet."""

    rank: int = 0

    @property
    def unmarked(self):
        return LIST_MARK.sub("", self.words, count=1)


@dataclass(frozen=True)
class Listing:
    """Two or more items that belong together."""

    items: tuple[Item, ...]

    @property
    def is_ordered(self):
        return self.items[0].rank > 0


def lines_of(text: str, report: Report) -> list[Line]:
    """Return the lines of `text`; invisible signs are taken out and reported.

    Raises TooManyLines.
    """
    lines = []
    for number, whole in enumerate(LINE_ENDS.split(text), start=1):
        for place, part in enumerate(OTHER_BREAKS.split(whole)):
            if place:
                lines.append(Line(number, ""))
            lines.append(_line(number, part, report))
        if len(lines) > MOST_LINES:
            raise TooManyLines
    return lines


def _line(number, raw, report):
    seen = INVISIBLE.sub("", raw)
    words = seen.strip()
    if all(unicodedata.category(sign) in ("Cf", "Mn", "Zs") for sign in words):
        words = ""
    line = Line(number, words, is_set_in=seen[:1].isspace())
    if words and seen != raw:
        report.add(Verdict.LEFT_OUT, _("signs that nobody can see"), line)
    if "\ufffd" in words:
        report.add(Verdict.DOUBTFUL, _("a letter was lost before the import"), line)
    return line


def pieces_of(lines: list[Line]) -> list[Line | Listing]:
    """Return the paragraphs (Line) and lists (Listing) that `lines` form."""
    is_wrapped = all(len(line.words) <= LONGEST_WRAPPED for line in lines)
    runs: list[list[Line]] = []
    before = Line(0, "")
    for line in map(_marked, lines):
        if _continues(before, line, runs, is_wrapped):
            runs[-1].append(line)
        elif line.words:
            runs.append([line])
        before = line
    return _with_listings([_joined(run) for run in runs])


def _marked(line):
    mark = LIST_MARK.match(line.words)
    if not mark:
        return line
    return Item(line.number, line.words, line.is_set_in, rank=int(mark[1] or 0))


def _continues(before, line, runs, is_wrapped):
    if not (before.words and line.words) or isinstance(line, Item):
        return False
    if isinstance(runs[-1][0], Item) and line.is_set_in:
        return True
    return is_wrapped and len(before.words) >= SHORTEST_WRAPPED


def _joined(run):
    return dataclasses.replace(run[0], words=" ".join(line.words for line in run))


def _with_listings(pieces):
    """Put items that follow each other into a Listing.

    A lone item stays a paragraph, and so do items that begin at another number
    than 1: HTML would count them anew.
    """
    gathered: list[Line | Listing] = []
    for _ranks, group in itertools.groupby(enumerate(pieces), _run):
        items = tuple(piece for _place, piece in group)
        is_list = isinstance(items[0], Item) and items[0].rank <= 1 < len(items)
        gathered += [Listing(items)] if is_list else items
    return gathered


def _run(placed):
    """Items share a run while their numbers rise with their places."""
    place, piece = placed
    if not isinstance(piece, Item):
        return None
    return "bullets" if not piece.rank else piece.rank - place
