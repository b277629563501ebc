"""Which help a page shows first after what a person wrote; pure.

Not a finding about anybody: help stands on every page whatever is typed, words only
move it up and let staff read first. What it misses is written in docs/distress.md.
The terms name means, so they stay in a file that no page shows.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from pathlib import Path

from .loose_words import Near, Stems, respelled

# Every answer that a person may word freely; a test holds it against the form.
FREE_TEXT = (
    "note",
    "referred",
    "full_name",
    "ask_for",
    "email",
    "helper_name",
    "provider_name",
    "provider_practice",
)
MOST_CHARACTERS = 10_000
NEARBY = 60  # characters around a match in which a word about the past counts
NO_PHRASE_CROSSES = " | "


class Kind(StrEnum):
    """What the help is about; emergencies name 911 first."""

    CRISIS = "crisis"
    MEDICAL = "medical"
    VIOLENCE = "violence"
    ABUSE = "abuse"


class Level(IntEnum):
    """How loudly the page says it."""

    CLEAR = 1
    GENTLE = 2


@dataclass(frozen=True)
class HelpFirst:
    """The help to show first; `for_another`: the words are about somebody else."""

    level: Level
    kind: Kind
    for_another: bool = False


class _AnyOf:
    """Some expressions as whole words; `<few>` is looked up in the words.

    They are put together when they are first looked for: a command that reads no
    request does not wait for it.
    """

    def __init__(self, expressions: Iterable[str]) -> None:
        self.expressions = tuple(expressions)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """It starts with a space, as every word of a text does: far quicker to find."""
        said = "|".join(f"(?:{one})" for one in self.expressions)
        spelled_out = re.sub(
            r"<(\w+)>", lambda name: f"(?:{_TERMS['words'][name[1]]})", said
        )
        return re.compile(rf" (?:{spelled_out})(?!\w)")


@dataclass(frozen=True)
class _Pattern:
    group: str
    level: Level
    said: _AnyOf | Near

    @property
    def kind(self) -> Kind:
        return Kind(self.group) if self.group in set(Kind) else Kind.CRISIS

    def first_in(self, text: str) -> tuple[int, int] | None:
        """Return where it first starts and ends in `text`."""
        if isinstance(self.said, Near):
            return self.said.first_in(text)
        match = self.said.pattern.search(text)
        return match.span() if match else None


def _read() -> dict:
    return json.loads(Path(__file__).with_name("distress_terms.json").read_text())


_TERMS = _read()


_PATTERNS = [
    _Pattern(one["group"], Level(one["level"]), _AnyOf(one["any"]))
    for one in _TERMS["patterns"]
] + [
    _Pattern(
        one["group"],
        Level(one["level"]),
        Near(Stems.of(one["one"]), Stems.of(one["other"]), one["within"]),
    )
    for one in _TERMS["near"]
]
_SPELLED = frozenset(_TERMS["spelled"])
_TYPED = _TERMS["typed"]
_SHORTENED = _AnyOf(map(re.escape, _TYPED))
_IDIOMS = _AnyOf(_TERMS["idioms"] + _TERMS["denials"])
_NEGATIONS = _AnyOf(_TERMS["negations"])
_PAST = _AnyOf(_TERMS["past"])
_SETTLED = _AnyOf(_TERMS["settled"])
_NOW = _AnyOf(_TERMS["now"])
_EVERYDAY = _AnyOf(_TERMS["everyday"])
_ANOTHER = _AnyOf(_TERMS["another"])

# What reads otherwise on an ordinary day: lifting boxes, a last day before a trip.
_EVERYDAY_GROUPS = {"self_harm", "farewell"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"'})
_TAGS = re.compile(r"<[^<>|]{0,200}>")
_PUNCTUATION = re.compile(r"[.,;:…()\[\]{}\"¿?¡—–/_~+=#&@]|(?<!\w)[!*'-]|[!*'-](?!\w)")
_DRAWN_OUT = re.compile(r"([aeiou])\1{2,}")


def get_ready() -> None:
    """Put together what a process needs that reads requests."""
    every = [
        _SHORTENED,
        _IDIOMS,
        _NEGATIONS,
        _PAST,
        _SETTLED,
        _NOW,
        _EVERYDAY,
        _ANOTHER,
    ]
    for one in (*every, *(pattern.said for pattern in _PATTERNS)):
        if isinstance(one, _AnyOf):
            _ = one.pattern


def for_answers(answers: dict) -> HelpFirst | None:
    """Return the help to show first for checked answers; None: as on every page."""
    written = [str(answers.get(name) or "") for name in FREE_TEXT]
    found = for_words(written)
    if found and answers.get("for_whom", "me") != "me":
        return HelpFirst(found.level, found.kind, for_another=True)
    return found


def for_words(written: Iterable[str]) -> HelpFirst | None:
    """Return the help to show first for what stands in several fields.

    Of each field the first 10,000 characters count; no phrase crosses two fields.
    """
    texts = [text[:MOST_CHARACTERS] for text in written if text]
    whole = _in_full(NO_PHRASE_CROSSES.join(map(normalised, texts)))
    text, negated = _NEGATIONS.pattern.subn(" |", _IDIOMS.pattern.sub(" |", whole))
    found = _matches(text)
    if not found and not negated:
        return None
    level, kind = min(found, key=_urgency, default=(Level.GENTLE, Kind.CRISIS))
    return HelpFirst(level, kind, for_another=bool(_ANOTHER.pattern.search(whole)))


def normalised(text: str) -> str:
    """Return lower-case words without accents, marks, tags and invisible signs."""
    plain = unicodedata.normalize("NFKD", text.translate(_QUOTES)).casefold()
    kept = "".join(map(_readable, plain))
    return " ".join(_PUNCTUATION.sub(" ", _TAGS.sub(" ", kept)).split())


def _in_full(text: str) -> str:
    """Return the words as a dictionary has them, each with a space before it."""
    plain = _DRAWN_OUT.sub(r"\1", f" {text} ")
    spelled = respelled(plain, _SPELLED)
    return _SHORTENED.pattern.sub(lambda short: f" {_TYPED[short[0][1:]]}", spelled)


def _readable(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    return " " if category in ("So", "Sk", "Cc", "Cs") else character


def _matches(text: str) -> list[tuple[Level, Kind]]:
    matches = [
        (pattern, place) for pattern in _PATTERNS if (place := pattern.first_in(text))
    ]
    is_now = bool(_NOW.pattern.search(text)) and not _SETTLED.pattern.search(text)
    is_everyday = bool(_EVERYDAY.pattern.search(text)) and all(
        pattern.group in _EVERYDAY_GROUPS for pattern, _place in matches
    )
    return [
        (
            Level.GENTLE
            if is_everyday or (not is_now and _is_past(text, place))
            else pattern.level,
            pattern.kind,
        )
        for pattern, place in matches
    ]


def _is_past(text: str, place: tuple[int, int]) -> bool:
    starts, ends = place
    around = text[max(starts - NEARBY, 0) : ends + NEARBY]
    return bool(_PAST.pattern.search(around))


def _urgency(found: tuple[Level, Kind]) -> tuple[int, int]:
    """Clear words first; among those 911 first, among gentle ones the crisis line."""
    level, kind = found
    order = [Kind.VIOLENCE, Kind.MEDICAL, Kind.CRISIS, Kind.ABUSE]
    if level == Level.GENTLE:
        order = [Kind.CRISIS, Kind.ABUSE, Kind.VIOLENCE, Kind.MEDICAL]
    return level, order.index(kind)
