"""The part of a page that answers, with what was looked for marked. Pure."""

import re
from dataclasses import dataclass

from .words import composed, fold, stem

ROOM = 200  # letters that a snippet may have
BEFORE = 60  # of them before the first word that was looked for
PREFIX_LETTERS = 4
MOST_STARTS, MOST_IN_ONE = 40, 12  # looked at, so that a long page stays quick


@dataclass(frozen=True)
class Part:
    """A piece of text; a template escapes it, and marks it if `is_hit`."""

    text: str
    is_hit: bool = False


def marked(text: str, stems: set[str], language: str) -> list[Part]:
    """Return `text` in Parts, the words of `stems` as hits."""
    text = composed(text)
    return _parts(text, _hits(text, stems, language), 0, len(text))


def snippet(text: str, stems: set[str], language: str) -> list[Part]:
    """Return the piece of `text` that has most of `stems`; empty if it has none."""
    text = composed(text)
    hits = _hits(text, stems, language)
    if not hits:
        return []
    start, end = _window(text, hits)
    cut = _parts(text, [one for one in hits if start <= one[0] < end], start, end)
    before = [] if text[:start].endswith(("\n", ". ")) or not start else [Part("… ")]
    after = [Part(" …")] if end < len(text) else []
    return [*before, *cut, *after]


def _hits(text, stems, language):
    """Return (start, end, stem) of each word of `stems`, in order."""
    if not stems:
        return []
    # Words that begin alike are few; only they are stemmed.
    heads = {re.escape(one[: max(PREFIX_LETTERS, len(one) - 2)]) for one in stems}
    looked_for = rf"(?<!\w)(?:{'|'.join(sorted(heads, key=len))})\w*"
    found = re.finditer(looked_for, fold(text))
    near = [(one.start(), one.end(), stem(one.group(), language)) for one in found]
    return [one for one in near if one[2] in stems]


def _window(text, hits):
    """Return (start, end) of the piece with most different hits, at whole words."""
    start_at = max(
        range(min(len(hits), MOST_STARTS)),
        key=lambda at: (len({s for first, _end, s in _near(hits, at)}), -at),
    )
    best = hits[start_at]
    line = text.rfind("\n", 0, best[0]) + 1
    start = max(line, best[0] - BEFORE)
    if start > line:
        start = text.find(" ", start, best[0]) + 1 or best[0]
    end = min(len(text), start + ROOM)
    if end < len(text):
        end = max(text.rfind(" ", start, end), best[1])
    return start, end


def _near(hits, at):
    """Return the hits that a snippet from this one on has room for."""
    end = hits[at][0] + ROOM - BEFORE
    return [one for one in hits[at : at + MOST_IN_ONE] if one[0] < end]


def _parts(text, hits, start, end):
    parts, at = [], start
    for first, last, _stem in hits:
        parts.append(Part(text[at:first]))
        parts.append(Part(text[first:last], is_hit=True))
        at = last
    parts.append(Part(text[at:end]))
    return [one for one in parts if one.text]
