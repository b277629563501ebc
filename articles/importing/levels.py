"""Which headings of a long text stand below others: an informed proposal."""

import re

FEWEST_HEADINGS, MOST_HEADINGS = 8, 60  # outside these one level is enough, or safer
FEWEST_PARENTS = 2
NAMED_IN = 3  # headings that name the subject in full, at least
# Words that say nothing of a subject.
SMALL = """a about after an and are as at before behind by can do does during for
from how i in is it my of on or our the to what when where which who why will with you
your"""
SMALL_WORDS = frozenset(SMALL.split())
PREPOSITIONS = {"about", "behind", "during", "for", "in", "of", "with"}
CLOSING = re.compile(
    r"(in )?(conclusion|summary|closing|short)|final thought|key takeaway"
    r"|(the )?bottom line|frequently asked question|faq|reference|source"
)


def second_level(headings: dict[int, str], title: str) -> set[int]:
    """Return the keys of those `headings` that belong below others.

    In a long text whose headings are no questions, those that name the article's
    subject in full open a part; those that do not, or that narrow the part's own
    subject down ("Visits" → "The Cost of Visits"), stand below the one before.
    """
    are_questions = sum(words.rstrip().endswith("?") for words in headings.values())
    if not FEWEST_HEADINGS <= len(headings) <= MOST_HEADINGS:
        return set()
    if are_questions * 2 > len(headings):
        return set()
    named = {key: _plain(words) for key, words in headings.items()}
    subject = _subject(_plain(title), named.values())
    return _below_others(named, subject) if subject else set()


def _plain(words):
    """Return the words in lower case, singular, without punctuation."""
    found = re.findall(r"[\w’'-]+", words.casefold())
    return [
        word[:-1] if word.endswith("s") and len(word) > 3 else word for word in found
    ]


def _subject(title, headings):
    """Return the longest run of title words that several headings repeat."""
    runs = [
        title[start:end]
        for start in range(len(title))
        for end in range(start + 2, len(title) + 1)
        if not {title[start], title[end - 1]} & SMALL_WORDS
    ]
    for run in sorted(runs, key=len, reverse=True):
        if sum(_place(run, heading) is not None for heading in headings) >= NAMED_IN:
            return run
    return None


def _place(run, words):
    starts = range(len(words) - len(run) + 1)
    return next((at for at in starts if words[at : at + len(run)] == run), None)


def _below_others(headings, subject):
    below, parents, parent = set(), set(), None
    for key, words in headings.items():
        is_closing = CLOSING.fullmatch(" ".join(words))
        if (
            parent is None
            or is_closing
            or not _is_below(words, headings[parent], subject)
        ):
            parent = key
        else:
            below.add(key)
            parents.add(parent)
    return below if len(parents) >= FEWEST_PARENTS else set()


def _is_below(words, parent, subject):
    at = _place(subject, words)
    if at is None:
        return _place(subject, parent) is not None
    narrows = at > 0 and words[at - 1] in PREPOSITIONS
    return narrows and _is_whole_subject(parent, subject)


def _is_whole_subject(words, subject):
    """Whether a heading is about all of the subject: "Understanding …", "Your …"."""
    before = words[: -len(subject)]
    is_last = words[-len(subject) :] == subject
    return is_last and all(
        word in SMALL_WORDS or word.endswith("ing") for word in before
    )
