"""The gate against a superlative or a promise that no source stands behind.

Patients who were promised a cure stop trusting the warnings, too. A question claims
nothing, and neither does a sentence that denies the claim or links to a source of the
page. What it finds and what it misses is measured in docs/gates.md.
"""

import re
from functools import cache

from django.utils.translation import gettext as _

from . import claim_words, sentences, text
from .problem import Problem

STRONG = ("praise", "harmless", "lasting")
REACH = 120  # characters before the claim in which it may be denied
LONGEST = 1000  # characters of a sentence that are read; nobody reads more at once


def unsourced_claims(content):
    """Return a Problem for each sentence that claims what no source says."""
    return [
        _problem(number, quote)
        for number, words in text.parts(content)
        for quote in claims_in(words, content["language"])
        if text.SOURCED not in quote
    ]


def claims_in(words, language):
    """Return the sentences of `words` that rate, make harmless, promise or boast."""
    spans = claim_spans(words, language)
    return [words[start:end] for start, end in spans]


def claim_spans(words, language):
    """Return (start, end) of each sentence that makes a claim."""
    return [
        (start, end)
        for start, end in sentences.spans(words)
        if _claims(words[start:end][:LONGEST], language)
    ]


def _claims(sentence, language):
    if sentence.rstrip("”’\"') ").endswith("?"):
        return False
    strong, outcome, hedge, denied = _patterns(language)
    if any(
        not _is_denied(denied, sentence, end) for end, _last in _hits(strong, sentence)
    ):
        return True
    # "Most people do not feel better" holds its denial within, "painless" never does.
    return not hedge.search(sentence) and any(
        not _is_denied(denied, sentence, end)
        for _first, end in _hits(outcome, sentence)
    )


def _hits(pattern, sentence):
    return [hit.span() for hit in pattern.finditer(sentence)]


def _is_denied(denied, sentence, end):
    """Whether the words of `sentence` before `end` deny what follows."""
    return bool(denied.search(sentence[max(0, end - REACH) : end]))


@cache
def _patterns(language):
    known = claim_words.BY_LANGUAGE.get(language, claim_words.BY_LANGUAGE["en"])
    strong = [words for kind in STRONG for words in known[kind]]
    return (
        _any_of(strong, it=known["it"]),
        _any_of(known["outcome"], it=known["it"]),
        re.compile(rf"\b(?:{known['hedge']})\b", re.IGNORECASE),
        re.compile(rf"\b{known['denied']}$", re.IGNORECASE),
    )


def _any_of(patterns, *, it):
    """Return one expression for `patterns`, whose shorthand claim_words explains."""
    whole = "|".join(patterns).replace("<it>", it)
    spelled_out = re.sub(r"~(\d)", r"(?:[\\w-]{1,20} ){0,\1}", whole)
    return re.compile(rf"\b(?:{spelled_out})(?!\w)", re.IGNORECASE)


def _problem(number, quote):
    return Problem(
        gate="unsourced_claim",
        section=number,
        quote=quote,
        said=_("This promises or praises, and no source stands behind it."),
        fix=_(
            "Say what is known, with its limits, or link the sentence to the source"
            " of this page that says so."
        ),
        may_be_overridden=True,
    )
