"""The word that somebody meant: the nearest of those that the pages use. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from .words import fold

SHORTEST = 4  # of three letters, every word is near
NEAR_ENOUGH = 0.75
MOST_LETTERS_APART = 2


class Vocabulary:
    """Words that may be meant; made once, asked often."""

    def __init__(self, forms: Iterable[str]):
        self._pairs = [(form, fold(form), _pairs(fold(form))) for form in forms]

    def nearest(self, word: str) -> str:
        """Return the word that looks most like `word`, or an empty string."""
        typed = fold(word)
        if len(typed) < SHORTEST:
            return ""
        pairs = _pairs(typed)
        matcher = SequenceMatcher(b=typed, autojunk=False)
        best, found = NEAR_ENOUGH, ""
        for form, plain, its_pairs in self._pairs:
            # Most words have nothing in common; comparing letters is slow.
            if abs(len(plain) - len(typed)) > MOST_LETTERS_APART:
                continue
            if 3 * len(pairs & its_pairs) < len(pairs):
                continue
            matcher.set_seq1(plain)
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, found = ratio, form
        return found


def _pairs(word):
    return {word[at : at + 2] for at in range(len(word) - 1)}
