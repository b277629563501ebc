"""The gate against a care number that is typed in prose.

A number near driving, food, drink, alcohol, staying or work belongs to a signed
instruction: typed, it stays behind when the clinic changes its mind (rule 8 of the
data). The words below are patterns for finding, never for showing.
"""

import re

from django.utils.translation import gettext as _

from articles import prose

from .problem import Problem

NUMBER = {
    "en": r"(?:\d+(?:[.,]\d+)?|an?|half an?|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|twelve|eighteen|twenty(?:[- ]four)?|thirty|forty(?:[- ]eight)?|sixty"
    r"|seventy[- ]two|ninety|(?:a )?few|several|a couple(?: of)?|a full|a whole)",
    "es": r"(?:\d+(?:[.,]\d+)?|un[ao]?|media|dos|tres|cuatro|cinco|seis|siete|ocho"
    r"|nueve|diez|doce|dieciocho|veinte|veinticuatro|treinta|cuarenta(?: y ocho)?"
    r"|sesenta|setenta y dos|noventa|un[ao]s(?: cuant[ao]s)?|vari[ao]s|algun[ao]s"
    r"|un par de)",
}
UNIT = {
    "en": r"(?:h|hrs?|hours?|mins?|minutes?|days?|nights?|weeks?)",
    "es": r"(?:h|hrs?|horas?|mins?|minutos?|d[ií]as?|noches?|semanas?)",
}
NAMED = {
    "en": r"(?:the )?(?:rest|remainder) of (?:the|that|your) (?:day|evening|night)"
    r"|(?:until|till|before|by) (?:the )?(?:next|following) (?:day|morning)"
    r"|overnight|all (?:day|night)|the night before|24[/-]7",
    "es": r"(?:el )?resto del d[ií]a|hasta (?:el d[ií]a|la mañana) siguiente"
    r"|toda la noche|todo el d[ií]a|la noche (?:de )?antes|la noche anterior",
}
CARE = {
    "en": r"driv(?:e|es|ing|er)|drove|behind the wheel|machine(?:ry|s)?|eat(?:s|ing)?"
    r"|ate|foods?|meals?|fast(?:ing)?|snacks?|drink(?:s|ing)?|drank|fluids?|water"
    r"|alcohol(?:ic)?|wine|beer|liquor|cannabis|marijuana|stay(?:s|ing)?|remain"
    r"|recover(?:y|ing)? (?:area|room)|monitored|observ(?:ed|ation)|wait(?:ing)?"
    r"|work(?:ing)?|job|shift|exercise|strenuous|gym|take it easy|rest(?:ing)?"
    r"|decisions?|sign(?:ing)? (?:legal|papers|documents)|bike|bicycle|ladders?",
    "es": r"manej\w*|conduc\w*|volante|m[aá]quinas?|maquinaria|com(?:e|er|a|as|an|ió)"
    r"|comidas?|alimentos?|ayun\w+|beb(?:e|er|a|as|an|idas?)|l[ií]quidos?|agua"
    r"|alcohol\w*|vino|cerveza|cannabis|marihuana|qued(?:e|ar|arse|a|an|ese)|permane\w+"
    r"|sala de recuperaci[oó]n|vigilad\w+|observaci[oó]n|esper(?:e|ar|a)|trabaj\w+"
    r"|empleo|turno|ejercicio|descans\w+|decisi[oó]n(?:es)?|firm(?:e|ar)|bicicleta",
}
FITS = [
    (r"driv|drove|wheel|manej|conduc|volante|machine|m[aá]quina|maquinaria", "driving"),
    (r"alcohol|wine|beer|liquor|vino|cerveza|cannabis|mari[jh]uana", "substances"),
    (r"\beat|ate|food|meal|fast|snack|com[eia]|alimento|ayun", "fasting"),
    (r"drink|drank|fluid|water|beb|l[ií]quido|agua", "fasting"),
    (r"stay|remain|recover|monitor|observ|qued|permane|recuper|vigilad", "during"),
]
NEAR = 12  # words between the number and what it is about

SENTENCE = re.compile(r"[^.!?\n]*[.!?]*")


def _patterns(language):
    known = language if language in NUMBER else "en"
    number, unit = NUMBER[known], UNIT[known]
    length = rf"\b{number}(?:\s*(?:-|–|to|or|and|a|o|y)\s*{number})?[\s-]*{unit}\b"
    return (
        re.compile(rf"{length}|\b(?:{NAMED[known]})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{CARE[known]})\b", re.IGNORECASE),
    )


def typed_care_numbers(content):
    """Return a Problem for each typed length of time that is about care."""
    found = []
    for number, words in enumerate(_words_of(content)):
        for quote in care_numbers_in(words, content["language"]):
            found.append(_problem(number, quote))
    return found


def care_numbers_in(text, language):
    """Return the sentences of `text` in which a length of time is about care.

    The care word may stand in the sentence before or behind, since "No alcohol. Wait
    48 hours." is one rule in two sentences, if no more than NEAR words lie between.
    """
    length, care = _patterns(language)
    found = []
    for sentence in SENTENCE.finditer(text):
        for hit in length.finditer(sentence[0]):
            start, end = sentence.start() + hit.start(), sentence.start() + hit.end()
            if _is_near(text, start, end, care):
                found.append(sentence[0].strip())
                break
    return found


def _is_near(text, start, end, care):
    before = " ".join(text[:start].split(" ")[-NEAR - 1 :])
    after = " ".join(text[end:].split(" ")[: NEAR + 1])
    # A new block is a new subject: words on another line do not count as near.
    return bool(
        care.search(before.split("\n")[-1]) or care.search(after.split("\n")[0])
    )


def _words_of(content):
    """Yield the title with the summary, then each section's words."""
    yield f"{content['title']}\n{content['summary']}"
    for section in content["sections"]:
        yield prose.words(section)


def _problem(number, quote):
    family = next(
        (name for pattern, name in FITS if re.search(pattern, quote, re.IGNORECASE)), ""
    )
    return Problem(
        gate="typed_care_number",
        section=number,
        quote=quote,
        instruction=family,
        said=_(
            "A care number is typed here. Typed numbers stay when the clinic changes."
        ),
        fix=_("Take the sentence out and add the care instruction section instead."),
    )
