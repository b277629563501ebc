"""What a title, a heading, a question or a caption looks like in a plain text."""

import re

from .lines import Item, Line, Listing

LONGEST_HEADING, LONGEST_QUESTION, LONGEST_TITLE = 100, 140, 150  # signs
MOST_WORDS = 15
LONGEST_CAPTION = 8  # words
CLOSING_MARKS = "\"'”’)»"
# A full stop inside a line means sentences, unless it only shortens a word.
NO_SHORT_WORD = r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bvs)"
SENTENCE_END = re.compile(NO_SHORT_WORD + r"[.!?…][\"”’)]*\s")
FULL_STOP = re.compile(NO_SHORT_WORD + r"[.…][\"”’)]*\s")
TIP = re.compile(r"((?:pro[ -]|quick |top )?tip)\s*:\s*(?=\S)", re.IGNORECASE)


def is_question(words: str) -> bool:
    is_asked = words.rstrip(CLOSING_MARKS).endswith("?")
    is_one = len(words) <= LONGEST_QUESTION and not SENTENCE_END.search(words)
    return is_asked and is_one


def is_short_line(words: str) -> bool:
    """Whether `words` are few, begin like a heading and do not end like a sentence."""
    first = next((sign for sign in words if sign.isalnum()), "")
    return (
        len(words) <= LONGEST_HEADING
        and len(words.split()) <= MOST_WORDS
        and any(sign.isalpha() for sign in words)
        and not first.islower()
        and not _ends_a_sentence(words)
    )


def _ends_a_sentence(words):
    return words.rstrip(CLOSING_MARKS)[-1:] in ("", *".!?,;:…")


def could_be_heading(piece: Line | Listing) -> bool:
    if not isinstance(piece, Line) or TIP.match(piece.words):
        return False
    if isinstance(piece, Item) and not piece.rank:
        return False
    return is_question(piece.words) or is_short_line(piece.words)


def could_be_title(piece: Line | Listing) -> bool:
    """Also "What now? The weeks after": a question may stand inside a title."""
    if not isinstance(piece, Line) or len(piece.words) > LONGEST_TITLE:
        return False
    if is_question(piece.words):
        return True
    is_text = FULL_STOP.search(piece.words) or _ends_a_sentence(piece.words)
    return not is_text and any(sign.isalpha() for sign in piece.words)


def is_alternative_text(piece: Line | Listing) -> bool:
    if not isinstance(piece, Line) or len(piece.words) > LONGEST_HEADING:
        return False
    return piece.words[:1].islower() and not _ends_a_sentence(piece.words)


def is_caption(piece: Line | Listing, *, below: Line | Listing) -> bool:
    if isinstance(piece, Listing) or not could_be_heading(piece):
        return False
    if could_be_heading(below):
        return False
    words = [word for word in piece.words.split() if len(word) > 3 or word[0].isupper()]
    is_title_case = len(words) > 1 and all(word[0].isupper() for word in words)
    return is_title_case and len(piece.words.split()) <= LONGEST_CAPTION
