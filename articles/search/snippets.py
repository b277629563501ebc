"""The part of a page that answers, with what was looked for marked. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from .words import composed, fold, stem

ROOM = 200  # letters that a snippet may have
BEFORE = 60  # of them before the first word that was looked for
PREFIX_LETTERS = 4
MOST_STARTS, MOST_IN_ONE = 40, 12  # looked at, so that a long page stays quick
MOST_LOOKED_AT = MOST_STARTS + MOST_IN_ONE
LINE_END = re.compile(r"(?<![.!?:;,…])\n+")


@dataclass(frozen=True)
class Part:
    """A piece of text; a template escapes it, and marks it if `is_hit`."""

    text: str
    is_hit: bool = False


def marked(text: str, stems: set[str], language: str) -> list[Part]:
    """Return `text` in Parts, the words of `stems` as hits."""
    text = composed(text)
    parts, at = [], 0
    for first, last, _stem in _hits(text, stems, language):
        parts += [Part(text[at:first]), Part(text[first:last], is_hit=True)]
        at = last
    return [one for one in [*parts, Part(text[at:])] if one.text]


def snippet(text: str, stems: set[str], language: str) -> list[Part]:
    """Return the piece of `text` that has most of `stems`; empty if it has none."""
    text = composed(text)
    hits = list(islice(_hits(text, stems, language), MOST_LOOKED_AT))
    if not hits:
        return []
    start, end = _window(text, hits, len(stems))
    cut = marked(_in_one_line(text[start:end]), stems, language)
    before = [] if text[:start].endswith(("\n", ". ")) or not start else [Part("… ")]
    after = [Part(" …")] if end < len(text) else []
    return [*before, *cut, *after]


def _in_one_line(text):
    """A heading has no full stop: something must part it from the words below it."""
    return LINE_END.sub(" · ", text.strip()).replace("\n", " ")


def _hits(text, stems, language):
    """Yield (start, end, stem) of each word of `stems`, in order."""
    if not stems:
        return
    for one in _begin_like(frozenset(stems)).finditer(fold(text)):
        if (found := stem(one.group(), language)) in stems:
            yield one.start(), one.end(), found


@lru_cache(maxsize=64)
def _begin_like(stems):
    """Words that begin alike are few; only they are stemmed."""
    heads = {re.escape(one[: max(PREFIX_LETTERS, len(one) - 2)]) for one in stems}
    return re.compile(rf"\b(?:{'|'.join(sorted(heads, key=len))})\w*")


def _window(text, hits, stems):
    """Return (start, end) of the piece with most of `stems` hits, at whole words."""
    start_at, most = 0, 0
    for at in range(min(len(hits), MOST_STARTS)):
        different = len({found for _first, _end, found in _near(hits, at)})
        if different > most:
            start_at, most = at, different
        if most == stems:
            break
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
