"""Words as people type them in distress: slips of a finger, other endings, any order.

Pure; a text here is lower-case words with single spaces, and "|" where it is cut.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

LONG = 9  # letters from which on a word may have two slips instead of one
CUT = "|"


@dataclass(frozen=True)
class Stems:
    """Words, or beginnings of words where a star ends them."""

    one_of_them: re.Pattern[str]

    @classmethod
    def of(cls, stems: Iterable[str]) -> "Stems":
        wanted = [re.escape(stem).replace(r"\*", "[^ ]*") for stem in stems]
        return cls(re.compile(f"(?:(?<= )|^)(?:{'|'.join(wanted)})(?= |$)"))

    def __contains__(self, word: str) -> bool:
        return bool(self.one_of_them.fullmatch(word))

    def stand_in(self, text: str) -> bool:
        """Whether any of them is in `text`: quicker than asking of every word."""
        return bool(self.one_of_them.search(text))


@dataclass(frozen=True)
class Near:
    """Two kinds of words at most `within` words apart, whichever comes first."""

    one: Stems
    other: Stems
    within: int

    def first_in(self, text: str) -> tuple[int, int] | None:
        """Return where the first such pair starts and ends; None: there is none."""
        if not (self.one.stand_in(text) and self.other.stand_in(text)):
            return None
        last: dict[bool, tuple[int, int]] = {}
        for number, (start, word) in enumerate(_words(text)):
            if word == CUT:
                last = {}
            for is_one, stems in ((True, self.one), (False, self.other)):
                if word not in stems:
                    continue
                place, begins = last.get(not is_one, (-self.within - 1, 0))
                if number != place and number - place <= self.within:
                    return begins, start + len(word)
                last[is_one] = (number, start)
        return None


def _words(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for word in text.split(" "):
        yield start, word
        start += len(word) + 1


def respelled(text: str, known: frozenset[str]) -> str:
    """Return `text` with each word that is nearly one of `known` put right."""
    return " ".join(_respelled(word, known) for word in text.split(" "))


@lru_cache(maxsize=4096)
def _respelled(word: str, known: frozenset[str]) -> str:
    if word in known:
        return word
    for right in sorted(known):
        slips = 2 if len(right) >= LONG else 1
        is_alike = word[:1] == right[0] and abs(len(word) - len(right)) <= slips
        if is_alike and _slips(word, right) <= slips:
            return right
    return word


def _slips(word: str, right: str) -> int:
    """Return how many letters were left out, added, mistaken or swapped."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(word, 1):
        before, above, row = row, before, [i]
        for j, wanted in enumerate(right, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            is_swapped = i > 1 and j > 1 and word[i - 2] == wanted
            if is_swapped and letter == right[j - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
