"""What somebody looks for: their words, put right, and their synonyms. Pure."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from .spelling import Vocabulary
from .words import fold, is_stop_word, stem, stems_of, words_of

LONGEST_QUERY = 200
MOST_WORDS = 10
SHORTEST_START = 3  # letters that stand for the words that begin with them
MOST_ENDINGS = 8


@dataclass(frozen=True)
class Known:
    """The words of one language's live pages, and which of them mean the same."""

    forms: dict[str, str] = field(default_factory=dict)  # by stem
    synonyms: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary([]))
    in_order: list[str] = field(default_factory=list)  # the stems of `forms`
    words: dict[str, int] = field(default_factory=dict)  # ids by stem

    @classmethod
    def of(
        cls,
        forms: dict[str, str],
        groups: Iterable[list[str]],
        language: str,
        *,
        words: dict[str, int] | None = None,
    ):
        """`groups` are lists of phrases that mean the same."""
        synonyms: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        spelled = dict(forms)
        for phrases in groups:
            same = [tuple(stems_of(phrase, language)) for phrase in phrases]
            same = [one for one in same if one]
            for one in same:
                synonyms.setdefault(one, []).extend(same)
            for word in (word for phrase in phrases for word in words_of(phrase)):
                spelled.setdefault(stem(word, language), word)
        vocabulary = Vocabulary(spelled.values())
        return cls(forms, synonyms, vocabulary, sorted(forms), words or {})

    def has(self, one: str) -> bool:
        return one in self.forms or any(one in phrase for phrase in self.synonyms)

    def beginning_with(self, start: str) -> list[str]:
        """Return the stems that begin so; all stand together, so few are looked at."""
        first = at = bisect_left(self.in_order, start)
        while at < len(self.in_order) and self.in_order[at].startswith(start):
            at += 1
        return self.in_order[first:at]


@dataclass(frozen=True)
class Wish:
    """One thing to find: any of `ways`, of which each is stems that all must occur."""

    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Question:
    """A query as search understands it; `meant` differs where a word was mistyped."""

    typed: str
    meant: str
    wishes: tuple[Wish, ...]

    @property
    def stems(self):
        return {one for wish in self.wishes for way in wish.ways for one in way}


def tidy(query: str) -> str:
    """Return `query` without what no keyboard types, at most LONGEST_QUERY letters."""
    readable = query[: 4 * LONGEST_QUERY].encode("utf-8", "ignore").decode()
    plain = "".join(one if one.isprintable() else " " for one in readable)
    return " ".join(plain.split())[:LONGEST_QUERY].strip()


def understand(query: str, known: Known, language: str) -> Question:
    """Return what `query` asks for in the words that `known` pages use."""
    typed = words_of(query)[:MOST_WORDS]
    telling = [one for one in typed if not is_stop_word(one, language)] or typed
    meant = {one: _put_right(one, known, language) for one in telling}
    stems = [stem(meant[one], language) for one in telling]
    return Question(
        typed=query,
        meant=" ".join(meant.get(one, one) for one in typed),
        wishes=tuple(_wishes(stems, [fold(meant[one]) for one in telling], known)),
    )


def was_put_right(question: Question) -> bool:
    return fold(question.meant) != fold(" ".join(words_of(question.typed)[:MOST_WORDS]))


def _put_right(word, known, language):
    """Return `word`, or the one that was meant where no page knows it."""
    if known.has(stem(word, language)) or _endings(fold(word), known):
        return word
    return known.vocabulary.nearest(word) or word


def _wishes(stems, starts, known):
    at = 0
    while at < len(stems):
        same, length = _same(stems, at, known)
        if not same:
            one = stems[at]
            same = [(one,)] if one in known.forms else _endings(starts[at], known)
        yield Wish(tuple(dict.fromkeys(same)))
        at += length


def _same(stems, at, known):
    """Return the ways to say the longest phrase that starts here, and its length."""
    for length in range(min(4, len(stems) - at), 0, -1):
        if same := known.synonyms.get(tuple(stems[at : at + length])):
            return same, length
    return [], 1


def _endings(start, known):
    """Return the words that begin with what somebody has begun to type."""
    if len(start) < SHORTEST_START:
        return []
    found = sorted(known.beginning_with(start), key=len)
    return [(one,) for one in found[:MOST_ENDINGS]]
