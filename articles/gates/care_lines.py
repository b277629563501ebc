"""The gate against advice on care in a page that no clinician answers for.

The practice manager answers for opening times, prices and privacy, not for what
somebody should do with their body. The words below are patterns for finding, never for
showing.
"""

import re

from django.utils.translation import gettext as _

from articles import prose

from .problem import Problem

URGENT = ("urgent", "emergency")
# What a person does or takes, and words that tell them to: only both make advice.
DONE = {
    "en": r"driv(?:e|es|ing)|eat(?:s|ing)?|foods?|meals?|snacks?|drink(?:s|ing)?"
    r"|fluids?|alcohol(?:ic)?|wine|beer|liquor|cannabis|marijuana|medicines?"
    r"|medications?|doses?|pills?|tablets?|exercis(?:e|ing)|machinery|ladders?",
    "es": r"manej\w+|conduc\w+|com(?:er|a|an|as|idas?)|alimentos?"
    r"|beb(?:er|a|an|as|idas?)|l[ií]quidos?|alcohol\w*|vino|cerveza|cannabis|marihuana|medicinas?"
    r"|medicamentos?|dosis|pastillas?|tabletas?|ejercicio|maquinaria|escaleras?",
}
TOLD = {
    "en": r"do not|don[’']t|never|no|avoid|stop|skip|take|keep|start|must(?: not)?"
    r"|should(?: not)?|may(?: not)?|can(?:not|[’']t)?|without|before|after",
    "es": r"no|nunca|evite|deje|tome|siga|empiece|debe|deber[ií]a|puede|sin|antes de"
    r"|despu[eé]s de",
}
# In a do or don't list the list itself tells them to.
TELLING_STYLES = ("do", "dont")
FELT = {
    "en": r"pain|hurts?|dizz\w+|faint\w*|breath\w*|bleed\w*|seizures?|fever|vomit\w*"
    r"|throw(?:ing)? up|rash|swell\w*|suicid\w*|(?:harm|hurt|kill) yourself|unconscious"
    r"|pregnan\w+|blood pressure|side effects?",
    "es": r"dolor|duele|mare\w+|desmay\w+|respir\w+|sangr\w+|convulsi\w+|fiebre"
    r"|v[oó]mit\w+|sarpullido|hincha\w*|suicid\w+|hacerse daño|matarse|inconsciente"
    r"|embaraz\w+|presi[oó]n arterial|efectos secundarios",
}
SOMEBODY = {
    "en": r"you(?:r|’re|'re)?|they|someone|somebody",
    "es": r"usted|su|le|se|si",
}

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def care_lines(content, world):
    """Return a Problem for each section, or sentence, of care without a clinician."""
    if world.has_clinician:
        return []
    language = content["language"]
    above = f"{content['title']}\n{content['summary']}"
    found = [_problem(0, quote) for quote in _advice_in(above, language)]
    for number, section in enumerate(content["sections"], 1):
        if _is_care_by_kind(section):
            found.append(_problem(number, section.get("heading", "")))
            continue
        is_telling = section.get("style") in TELLING_STYLES
        quotes = _advice_in(prose.words(section), language, is_telling=is_telling)
        found += [_problem(number, quote) for quote in quotes]
    return found


def _is_care_by_kind(section):
    """An instruction is care whatever it says, and so is an urgent help card."""
    return section["kind"] in ("instruction", "instructions") or (
        section["kind"] == "callout" and section["level"] in URGENT
    )


def _advice_in(text, language, *, is_telling=False):
    patterns = _patterns(language if language in DONE else "en", is_telling)
    for sentence in SENTENCE.finditer(text):
        words = sentence[0].strip()
        if any(pattern.search(words) for pattern in patterns):
            yield words


def _patterns(language, is_telling):
    done = rf"(?:{DONE[language]})\b"
    told = rf"\b(?:{TOLD[language]})\s+(?:[\w’'-]+\s+){{0,3}}"
    felt = rf"\b(?:{SOMEBODY[language]})\b[^.!?]{{0,60}}\b(?:{FELT[language]})\b"
    return [
        re.compile(rf"\b{done}" if is_telling else rf"(?:{told}|^\W*){done}", re.I),
        re.compile(felt, re.I),
    ]


def _problem(number, quote):
    return Problem(
        gate="care_line",
        section=number,
        quote=quote,
        said=_("This is advice on care, and only a clinician answers for that."),
        fix=_("Take it out, or let a medical reviewer review this page."),
    )
