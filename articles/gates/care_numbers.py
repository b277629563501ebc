"""The gate against a care number that is typed in prose.

A number near driving, food, drink, alcohol, staying or work belongs to a signed
instruction: typed, it stays behind when the clinic changes its mind (rule 8 of the
data). How well it finds them is measured in docs/gates.md.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from django.utils.translation import gettext as _

from . import care_words, sentences, text
from .problem import Problem

NEAR = 12  # words between the number and what it is about
REACH = 400  # characters in which those words are looked for
LEAD = 80  # characters before the number that may say what it counts


def typed_care_numbers(content):
    """Return a Problem for each sentence with a typed length of time about care."""
    return [
        _problem(number, quote)
        for number, words in text.parts(content)
        for quote in care_numbers_in(words, content["language"])
    ]


def care_numbers_in(words, language):
    """Return the sentences of `words` in which a length of time is about care."""
    spans = care_number_spans(words, language)
    return [words[start:end].replace(text.SOURCED, "") for start, end in spans]


def care_number_spans(words, language):
    """Return (start, end) of each sentence in which a length of time is about care.

    The care word may stand in the sentence before or behind, since "No alcohol. Wait
    48 hours." is one rule in two sentences, if no more than NEAR words lie between.
    """
    length, care, no_length = _patterns(language)
    subjects = [hit.span() for hit in care.finditer(words)]
    found = []
    for start, end in sentences.spans(words):
        for hit in length.finditer(words, start, end):
            lead = words[max(0, hit.start() - LEAD) : hit.start()] + hit[0].split()[0]
            if _is_near(words, hit.span(), subjects) and not no_length.search(lead):
                found.append((start, end))
                break
    return found


def _is_near(words, length, subjects):
    """Whether the nearest care word before or behind `length` belongs to it."""
    start, end = length
    before = bisect_right(subjects, start, key=lambda span: span[1])
    behind = bisect_left(subjects, end, key=lambda span: span[0])
    gaps = [(subjects[before - 1][1], start)] if before else []
    gaps += [(end, span[0]) for span in subjects[behind : behind + 1]]
    return any(_is_short(words, *gap) for gap in gaps)


def _is_short(words, start, end):
    # A new block is a new subject: words on another line do not count as near.
    gap = words[start:end] if end - start <= REACH else "\n"
    return "\n" not in gap and gap.count(" ") <= NEAR


@cache
def _patterns(language):
    known = care_words.BY_LANGUAGE.get(language, care_words.BY_LANGUAGE["en"])
    number, unit = known["number"], known["unit"]
    length = (
        rf"\b{number}(?:\s?(?:-|–|to|or|and|a|o|y)\s?{number})?{known['between']}"
        rf"[\s‐‑–-]{{0,3}}{unit}\b|\b(?:{known['named']})\b"
    )
    return (
        re.compile(length, re.IGNORECASE),
        re.compile(rf"\b(?:{known['care']})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{known['no_length']})$", re.IGNORECASE),
    )


def _problem(number, quote):
    fits = (
        name
        for pattern, name in care_words.FITS
        if re.search(pattern, quote, re.IGNORECASE)
    )
    return Problem(
        gate="typed_care_number",
        section=number,
        quote=quote,
        instruction=next(fits, ""),
        said=_(
            "A care number is typed here. Typed numbers stay when the clinic changes."
        ),
        fix=_("Take the sentence out and add the care instruction section instead."),
    )
