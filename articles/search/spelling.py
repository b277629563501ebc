"""The word that somebody meant: the nearest of those that the pages use. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from .words import fold

SHORTEST = 4  # of three letters, every word is near
NEAR_ENOUGH = 0.75
MOST_LETTERS_APART = 2


class Vocabulary:
    """Words that may be meant; made once, asked often."""

    def __init__(self, forms: Iterable[str]):
        self._words = [(form, fold(form)) for form in forms]
        # Most words have nothing in common; comparing letters is slow.
        self._with_pair: dict[str, list[int]] = defaultdict(list)
        for at, (_form, plain) in enumerate(self._words):
            for pair in _pairs(plain):
                self._with_pair[pair].append(at)

    def nearest(self, word: str) -> str:
        """Return the word that looks most like `word`, or an empty string."""
        typed = fold(word)
        if len(typed) < SHORTEST:
            return ""
        matcher = SequenceMatcher(b=typed, autojunk=False)
        best, found = NEAR_ENOUGH, ""
        for form, plain in self._worth_comparing(typed):
            matcher.set_seq1(plain)
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, found = ratio, form
        return found

    def _worth_comparing(self, typed):
        """Yield the words of about its length that share a third of its pairs."""
        pairs = _pairs(typed)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._with_pair.get(pair, ()))
        for at in sorted(shared):
            form, plain = self._words[at]
            is_long_enough = abs(len(plain) - len(typed)) <= MOST_LETTERS_APART
            if is_long_enough and 3 * shared[at] >= len(pairs):
                yield form, plain


def _pairs(word):
    return {word[at : at + 2] for at in range(len(word) - 1)}
