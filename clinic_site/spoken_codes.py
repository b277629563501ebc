"""Codes that a person can read aloud or type from paper, like "K7M4-PQ3X".

The alphabet has 21 symbols: without look-alikes (0 O, 1 I L, 2 Z, 5 S, 8 B, U V), and
without the vowels, so that no code spells a word at somebody who is unwell. All symbols
but the last are random; the last is a check symbol.

The check doubles the sum before it adds each symbol, modulo 21. Every weight is then a
power of two, and so is every difference of neighbouring weights; none shares a factor
with 21, hence every single wrong symbol and every swap of neighbours is noticed.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from functools import reduce
from itertools import product
from math import prod
from typing import Protocol

ALPHABET = "34679CDFGHJKMNPQRTWXY"

# Not in the alphabet, and each sounds on the telephone like one symbol that is.
MISHEARD = str.maketrans({"S": "F", "5": "9"})
# What a symbol on paper may have been: the check symbol decides which it was.
MISREAD = {
    "0": "DQ", "O": "DQ", "1": "7JT", "I": "7JT", "L": "7JT", "2": "7", "Z": "7",
    "5": "9F", "S": "9F", "8": "369", "B": "369", "U": "WY", "V": "WY", "E": "F",
    "6": "6G", "G": "G6", "A": "4",
}  # fmt: skip
MOST_READINGS = 256


class Chooser(Protocol):
    """What `secrets` and `random.Random` have in common."""

    def choice(self, seq: Sequence[str], /) -> str: ...


def new(*, symbols: int, group: int, random: Chooser = secrets) -> str:
    """Return a new code of so many symbols, the check symbol among them.

    It may exist already: the database's constraint decides.
    """
    chosen = "".join(random.choice(ALPHABET) for _ in range(symbols - 1))
    return grouped(chosen + _check_symbol(chosen), group=group)


def is_well_formed(text: str, *, symbols: int, group: int) -> bool:
    """Say whether `text` is written exactly as `new` writes it."""
    bare = text.replace("-", "")
    return len(bare) == symbols and text == grouped(bare, group=group) and _checks(bare)


def tidy(text: str, *, group: int) -> str:
    """Return `text` as `new` would write it, as far as that can be told.

    Takes away spaces, dashes and other marks, raises lower case, and puts right what
    is commonly misheard. The result may still be ill-formed.
    """
    return grouped(_letters(text).translate(MISHEARD), group=group)


def readings(text: str, *, symbols: int, group: int) -> list[str]:
    """Return every code that somebody who typed `text` from paper may have seen.

    Mostly none or one: few of the ways to read a look-alike fit the check symbol.
    """
    typed = _letters(text)
    if len(typed) == symbols and _checks(typed):
        return [grouped(typed, group=group)]
    ways = [MISREAD.get(one, one) for one in typed]
    if len(typed) != symbols or prod(map(len, ways)) > MOST_READINGS:
        return []
    found = ("".join(one) for one in product(*ways))
    return [grouped(one, group=group) for one in found if _checks(one)]


def grouped(bare: str, *, group: int) -> str:
    return "-".join(bare[at : at + group] for at in range(0, len(bare), group))


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(filter(str.isalnum, plain))


def _checks(bare: str) -> bool:
    return set(bare) <= set(ALPHABET) and bare[-1:] == _check_symbol(bare[:-1])


def _check_symbol(symbols: str) -> str:
    total = reduce(
        lambda so_far, symbol: 2 * (so_far + ALPHABET.index(symbol)), symbols, 0
    )
    return ALPHABET[-total % len(ALPHABET)]
