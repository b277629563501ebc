"""The gate against a typed help number that is not the one on every other page."""

import re

from django.utils.translation import gettext as _

from . import sentences, text
from .problem import Problem

# Three digits are a help number if they are one of these or somebody should dial them.
KNOWN = {"911", "988"}
SHORT = re.compile(r"(?<![\d.,$€(-])\b\d{3}\b(?![%)-]|[\s.,-]?\d)")
DIALLED = re.compile(
    r"\b(?:call|dial|text|phone|ring|llam\w{1,3}|marqu?\w{1,3}|textee|env[ií]\w{1,3})"
    r"(?: (?:al?|to|at|on|the|number|el|número|un|texto|mensaje)){0,3} $",
    re.IGNORECASE,
)
LONG = re.compile(r"\d(?:[().\s–-]{0,2}\d){6,12}")
ABOUT_POISON = re.compile(
    r"\b(?:poison|envenen|veneno|toxicol|intoxica)", re.IGNORECASE
)
FORMER = {"8002738255", "8886289454"}  # the lifeline's, before it became 988


def other_help_numbers(content, world):
    """Return a Problem for each typed help number that is not the clinic's record.

    Judged are three-digit numbers to call or text, the lifeline's former numbers, and a
    poison line's; other lines, such as a text line of six digits, are nobody's record.
    """
    found = [
        _problem(number, words[start:end].replace(text.SOURCED, ""))
        for number, words in text.parts(content)
        for start, end in sentences.spans(words)
        if _says_another(words[start:end], world)
    ]
    return found + [
        _problem(number, words)
        for number, address, words in text.links(content)
        if _dials_another(address, words, world)
    ]


def _says_another(sentence, world):
    short = {
        hit[0]
        for hit in SHORT.finditer(sentence)
        if hit[0] in KNOWN or DIALLED.search(sentence[: hit.start()][-60:])
    }
    long = {_digits(hit) for hit in LONG.findall(sentence)}
    is_poison = bool(ABOUT_POISON.search(sentence))
    return bool(short - _right(world)) or _is_another(long, is_poison, world)


def _dials_another(address, words, world):
    scheme, _colon, number = address.partition(":")
    dialled = _digits(number)
    if scheme not in {"tel", "sms"}:
        return False
    if len(dialled) == 3:
        return dialled not in _right(world)
    return _is_another({dialled}, bool(ABOUT_POISON.search(words)), world)


def _is_another(numbers, is_poison, world):
    """A sentence may name a second number beside the poison line, never only others."""
    poison = _digits(world.poison)
    return bool(numbers & FORMER) or (
        is_poison and bool(numbers) and poison not in numbers
    )


def _right(world):
    return {_digits(world.emergency), _digits(world.crisis)}


def _digits(number):
    """Return the digits of a number without the country's own 1."""
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


def _problem(number, quote):
    return Problem(
        gate="other_help_number",
        section=number,
        quote=quote,
        said=_("This help number is not the one that every other page shows."),
        fix=_("Correct it, or take it out: help cards bring the numbers themselves."),
    )
