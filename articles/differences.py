"""What changes for patients between two frozen contents: sentences, then words."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import figures, prose
from .models import CalloutSection, LinesSection

# Below this share of common words two sentences are two sentences, not one changed.
ALIKE = 0.5
CHANGED = gettext_lazy("Changed")
ADDED = gettext_lazy("Added")
TAKEN_OUT = gettext_lazy("Taken out")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
WORD = re.compile(r"\w+")
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Said:
    """One sentence, and the name of the part of the page in which it stands."""

    words: str
    place: str


@dataclass(frozen=True)
class Change:
    """One sentence that patients will read otherwise, newly, or no longer.

    `parts` is [(kind, words)] with the kinds "same", "out" and "in".
    """

    verb: str
    place: str
    parts: list[tuple[str, str]] = field(default_factory=list)


def between(old: dict, new: dict) -> list[Change]:
    """Return every Change from `old` to `new` (see freezing.freeze), in page order.

    Sentences are paired first; within a pair the words are. A sentence that only moved
    is taken out at one place and added at the other.
    """
    return _between(sentences(old), sentences(new))


def between_sheets(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> list[Change]:
    """Return every Change between two sheets (see sheet_words.of), in their order."""
    before, after = (
        [said for words, place in sheet for said in _split(words, place)]
        for sheet in (old, new)
    )
    return _between(before, after)


def _between(before, after):
    matched = SequenceMatcher(
        a=[one.words for one in before],
        b=[one.words for one in after],
        autojunk=False,
    )
    found: list[Change] = []
    for kind, a, b, c, d in matched.get_opcodes():
        if kind != "equal":
            found += _changes(before[a:b], after[c:d])
    return found


def sentences(content: dict) -> list[Said]:
    """Return all that `content` says, sentence by sentence, in the page's order."""
    found = [
        Said(content["title"], _("Title")),
        *_split(content["summary"], _("Summary")),
    ]
    place = content["title"]
    for section in content["sections"]:
        place = _heading(section) or place
        for line in _lines(section):
            found += _split(line, place)
    for source in content["sources"]:
        said = " ".join(filter(None, [source["title"], source["note"], source["url"]]))
        found.append(Said(said, _("Sources")))
    return found


def words_of(old: str, new: str) -> list[tuple[str, str]]:
    """Return [(kind, words)] from `old` to `new`, word by word."""
    a, b = old.split(), new.split()
    parts = []
    for kind, i, j, k, m in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", " ".join(a[i:j])))
            continue
        if i < j:
            parts.append(("out", " ".join(a[i:j])))
        if k < m:
            parts.append(("in", " ".join(b[k:m])))
    return parts


def _changes(before, after):
    """Pair what is alike; what stands before a pair in either text comes before it."""
    found, rest = [], list(before)
    for new in after:
        place = _best(new, rest)
        if place is None:
            found.append(Change(ADDED, new.place, [("in", new.words)]))
            continue
        found += [_taken_out(old) for old in rest[:place]]
        parts = words_of(rest[place].words, new.words)
        found.append(Change(CHANGED, new.place, parts))
        rest = rest[place + 1 :]
    return found + [_taken_out(old) for old in rest]


def _best(new, candidates):
    """Return the place of the first sentence most like `new`, or None."""
    shares = [_likeness(old.words, new.words) for old in candidates]
    best = max(shares, default=0)
    return shares.index(best) if best >= ALIKE else None


def _likeness(old, new):
    """Return the share of common words, from 0 to 1; case and stops do not count."""
    a, b = (WORD.findall(text.casefold()) for text in (old, new))
    return SequenceMatcher(a=a, b=b, autojunk=False).ratio()


def _taken_out(old):
    return Change(TAKEN_OUT, old.place, [("out", old.words)])


def _split(text, place):
    return [Said(one.strip(), place) for one in SENTENCE_END.split(text) if one.strip()]


def _heading(section):
    return section.get("heading") or section.get("caption", "")


def _lines(section):
    """Yield what a section says, its kind first where the kind changes the meaning."""
    match section["kind"]:
        case "lines":
            yield f"{LinesSection.Style(section['style']).label}: {section['heading']}"
            yield from section["lines"]
        case "callout":
            yield f"{_kind_of_callout(section)}: {section['heading']}"
            yield from _prose(section["html"])
        case "text":
            yield from _prose(section["html"])
        case "figure":
            yield from _figure(section)
        case "instruction":
            facts = {"code": section["code"], "form": section["form"]}
            yield _("Care instruction %(code)s, %(form)s") % facts
        case "instructions":
            yield _list_of_instructions(section)
        case _:
            yield from prose.words(section).split("\n")


def _figure(section):
    """Yield what is shown, and what it says to those who do not see it."""
    shown = figures.DRAWINGS.get(section["drawing"]) or _shown_picture(section)
    is_at_head = section.get("place") == "head"
    where = (
        _("At the head of the page: %(shown)s")
        if is_at_head
        else _("Picture: %(shown)s")
    )
    yield where % {"shown": shown}
    if section["is_decorative"]:
        yield _("The picture is decoration; nothing is read aloud.")
    else:
        yield _("Read aloud for the picture: %(words)s") % {"words": section["alt"]}
    yield section["caption"]
    yield from section["description"].split("\n")


def _shown_picture(section):
    """The number too: two pictures of the library may have the same name."""
    return "{name} ({id})".format(**section["picture"])


def _kind_of_callout(section):
    style = CalloutSection.Style(section["style"]).label
    if not section["level"]:
        return style
    return f"{style}, {CalloutSection.Level(section['level']).label}"


def _list_of_instructions(section):
    named = ("heading", "treatment", "stage", "style", "form")
    said = ", ".join(section[name] for name in named if section[name])
    return _("Care instructions: %(list)s") % {"list": said}


def _prose(html):
    """Return the lines of `html`; the address of a link counts as words."""
    shown = LINK.sub(lambda link: f"{link[2]} ({unescape(link[1])})", html)
    return prose.plain(shown).split("\n")
