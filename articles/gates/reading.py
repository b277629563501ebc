"""How hard a text is to read: shown to editors and never a gate.

Two formulas, for English and for Spanish, over syllables counted by rule; a grade more
or less means little. The clinic's own pages are held to them in its tests.
"""

import re

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,-]*")
SENTENCE_END = re.compile(r"(?<![.!?…:])[.!?…:]+[”\"')]*\s+|\n+")
# English: mak(e), whol(e), ask(ed), lik(es) have fewer than is written; i-dea has more.
SILENT_END = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouycgsxzh])es$"
)
SPLIT_VOWELS = re.compile(r"(?<![ctsg])i(?:a|o|e[nt])|e[oa]$")
LONGEST_SPELLED_OUT = 4  # letters: TMS, FDA; but AYUDA is said as a word
# Spanish: que, guerra.
SILENT_U = re.compile(r"(?<=[gq])u(?=[eiéí])")
HARDEST = 14
# The least ease of each school grade, as the Spanish scale is usually read.
GRADES_BY_EASE = [(90, 4), (80, 5), (70, 6), (60, 8), (50, 10), (30, 12)]


def grade(text, language):
    """Return the US school grade of `text`, 1 to HARDEST.

    None where there are no words or no formula for the language.
    """
    if language not in {"en", "es"} or not sentences_of(text):
        return None
    if language == "en":
        return min(HARDEST, max(1, round(flesch_kincaid(text))))
    ease = fernandez_huerta(text)
    return next((grade for least, grade in GRADES_BY_EASE if ease >= least), HARDEST)


def words_of(text):
    return WORD.findall(text)


def sentences_of(text):
    """Split at ends of sentences and of lines; a list's items are sentences."""
    return [part for part in SENTENCE_END.split(text) if words_of(part)]


def words_a_sentence(text):
    return len(words_of(text)) / len(sentences_of(text))


def flesch_kincaid(text):
    """The US school grade of an English text. Source: Kincaid and others, 1975."""
    syllables = sum(map(english_syllables, words_of(text)))
    return (
        0.39 * words_a_sentence(text) + 11.8 * syllables / len(words_of(text)) - 15.59
    )


def fernandez_huerta(text):
    """The ease of a Spanish text, 100 is easiest. Source: Fernández Huerta, 1959."""
    syllables = sum(map(spanish_syllables, words_of(text)))
    return 206.84 - 60 * syllables / len(words_of(text)) - 1.02 * words_a_sentence(text)


def english_syllables(word):
    """Count groups of vowels but for endings that nobody says; a close guess."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if word.isupper() and 1 < len(plain) <= LONGEST_SPELLED_OUT:
        return len(plain)
    said = SILENT_END.sub("", plain)
    groups = len(re.findall(r"[aeiouy]+", said)) + len(SPLIT_VOWELS.findall(said))
    return max(1, groups)


def spanish_syllables(word):
    """Count nuclei: in neighbouring vowels each strong or accented one is a nucleus."""
    if word.isupper() and 1 < len(word) <= LONGEST_SPELLED_OUT:
        return len(word)
    said = SILENT_U.sub("", word.lower())
    runs = re.findall(r"[aeiouáéíóúü]+", said)
    return max(1, sum(max(1, len(re.findall("[aeoáéóíú]", run))) for run in runs))
