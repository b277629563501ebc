"""Plain text copied from a web page → the content of a working copy, and a report."""

import hashlib
import re
from html import escape

from . import decoding, furniture, guesses, headings, lines, title
from .imported import Imported, Piece
from .lines import Line, Listing
from .report import Report
from .shapes import TIP

# How an item of a list may begin: a few words, a colon, and then more.
LEAD = re.compile(r"[^.:!?]{1,60}:(?=\s)")


def parse(source: bytes) -> Imported:
    """Read the bytes of a plain text as an article; see article_of.

    Raises a decoding.Refused when they are no text.
    """
    sha256 = hashlib.sha256(source).hexdigest()
    text = decoding.text_of(source)
    return article_of(Piece(format="text", words=text, sha256=sha256))


def article_of(piece: Piece) -> Imported:
    """Read a text as an article and report on whatever was not certain.

    Raises Empty or TooManyLines.
    """
    report = Report()
    kept, found = furniture.taken_off(lines.lines_of(piece.words, report), report)
    pieces = lines.pieces_of(kept)
    if not pieces:
        raise decoding.Empty
    words, pieces = title.title_and_rest(pieces, report)
    return Imported(
        title=words,
        sections=_sections(pieces, headings.levels_of(pieces, report, title=words)),
        byline=found.byline,
        updated_on=found.updated_on,
        treatment=guesses.treatment(words, piece.words, report),
        stage=guesses.stage(words, report),
        source_sha256=piece.digest(),
        report=report,
        key=piece.key,
    )


def _sections(pieces, levels):
    """Begin a text section at each heading of level 2; tips stand between them."""
    sections = []
    for piece, level in zip(pieces, levels, strict=True):
        if tip := isinstance(piece, Line) and TIP.match(piece.words):
            sections.append(_callout(tip, piece.words))
            continue
        if level == 2 or not sections or sections[-1]["kind"] != "text":
            sections.append({"kind": "text", "html": []})
        sections[-1]["html"].append(_html(piece, level))
    return [section | {"html": "".join(section["html"])} for section in sections]


def _callout(tip, words):
    return {
        "kind": "callout",
        "style": "tip",
        "level": "",
        "heading": tip[1],
        "html": [f"<p>{_escaped(words[tip.end() :])}</p>"],
    }


def _html(piece, level):
    if isinstance(piece, Listing):
        return _list(piece)
    tag = f"h{level}" if level else "p"
    return f"<{tag}>{_escaped(piece.words)}</{tag}>"


def _list(listing):
    tag = "ol" if listing.is_ordered else "ul"
    items = [item.unmarked for item in listing.items]
    leads = [LEAD.match(item) for item in items]
    if all(leads):  # one colon alone may be chance
        items = [
            f"<strong>{_escaped(lead[0])}</strong>{_escaped(item[lead.end() :])}"
            for lead, item in zip(leads, items, strict=True)
            if lead
        ]
    else:
        items = [_escaped(item) for item in items]
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _escaped(words):
    """Make words safe in HTML; quotes stay as they are."""
    return escape(words, quote=False)
