"""Reference codes that a person can read aloud, like "K7M4-PQ3X".

Eight symbols in two groups. The alphabet has 21: without look-alikes (0 O, 1 I L, 2 Z,
5 S, 8 B, U V), and without the vowels, so that no code spells a word at somebody who is
unwell. Seven symbols are random, which makes 1.8 thousand million codes; the last is a
check symbol.

The check doubles the sum before it adds each symbol, modulo 21. Every weight is then a
power of two, and so is every difference of neighbouring weights; none shares a factor
with 21, hence every single wrong symbol and every swap of neighbours is noticed.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from functools import reduce
from typing import Protocol

ALPHABET = "34679CDFGHJKMNPQRTWXY"
RANDOM_SYMBOLS = 7
GROUP = 4

# Not in the alphabet, and each sounds on the telephone like one symbol that is.
MISHEARD = str.maketrans({"S": "F", "5": "9"})


class Chooser(Protocol):
    """What `secrets` and `random.Random` have in common."""

    def choice(self, seq: Sequence[str], /) -> str: ...


def new_reference(random: Chooser = secrets) -> str:
    """Return a new code. It may exist already: the database's constraint decides."""
    symbols = "".join(random.choice(ALPHABET) for _ in range(RANDOM_SYMBOLS))
    return _grouped(symbols + _check_symbol(symbols))


def is_well_formed(text: str) -> bool:
    """Say whether `text` is written exactly as `new_reference` writes it."""
    symbols = text.replace("-", "")
    return (
        len(symbols) == RANDOM_SYMBOLS + 1
        and text == _grouped(symbols)
        and set(symbols) <= set(ALPHABET)
        and symbols[-1] == _check_symbol(symbols[:-1])
    )


def tidy(text: str) -> str:
    """Return `text` as `new_reference` would write it, as far as that can be told.

    Takes away spaces, dashes and other marks, raises lower case, and puts right what
    is commonly misheard. The result may still be ill-formed.
    """
    letters = unicodedata.normalize("NFKC", text).upper()
    return _grouped("".join(filter(str.isalnum, letters)).translate(MISHEARD))


def _grouped(symbols: str) -> str:
    if len(symbols) <= GROUP:
        return symbols
    return f"{symbols[:GROUP]}-{symbols[GROUP:]}"


def _check_symbol(symbols: str) -> str:
    total = reduce(
        lambda so_far, symbol: 2 * (so_far + ALPHABET.index(symbol)), symbols, 0
    )
    return ALPHABET[-total % len(ALPHABET)]
