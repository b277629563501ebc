"""Words as search compares them: no accents, small letters, stems. Pure."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer
from django.conf.locale import LANG_INFO

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LONGEST_WORD = 60
# Say little about what somebody looks for; "before" and "after" say much here.
_SAY_LITTLE = {
    "en": """
        a about am an and any are as at be been but by can could did do does for from
        get had has have how i if in into is it its may me my of on or our shall should
        so than that the their them then there these they this those to us was we were
        what when where which who why will with would you your i'm it's don't can't
    """,
    "es": """
        a al ante como con cual cuando de del desde donde e el ella en era es esa ese
        eso esta este esto fue ha hay la las le les lo los me mi mis muy no nos o para
        pero por porque que quien se ser si sin su sus te tu un una unas uno unos usted
        y ya puedo puede debo debe
    """,
}
STOP_WORDS = {code: frozenset(said.split()) for code, said in _SAY_LITTLE.items()}
# Each letter with an accent → the letter without, so that no place in a text moves.
_PLAIN = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for start, end in [(0xC0, 0x250), (0x1E00, 0x1F00)]
    for code in range(start, end)
    if unicodedata.decomposition(chr(code))
}


def fold(text: str) -> str:
    """Return `text`, composed, in small letters without accents, sign by sign."""
    return (text if text.isascii() else text.translate(_PLAIN)).lower()


def composed(text: str) -> str:
    """Return `text` in the one form in which a letter with its accent is one sign."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are written."""
    found = WORD.findall(composed(text).replace("’", "'"))
    return [word for word in found if len(word) <= LONGEST_WORD]


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """Return what the forms of a word share; in an unknown language the word itself.

    Taken again until it stays: one pass leaves “náusea” and “náuseas” apart.
    """
    found, stemmer = fold(word), _stemmer(language)
    while stemmer and (shorter := stemmer.stemWord(found)) != found and shorter:
        found = shorter
    return found


def is_stop_word(word: str, language: str) -> bool:
    return fold(word) in STOP_WORDS.get(language, ())


def stems_of(text: str, language: str) -> list[str]:
    """Return the stems of what `text` says, without words that say little."""
    return [
        stem(word, language)
        for word in words_of(text)
        if not is_stop_word(word, language)
    ]


@lru_cache(maxsize=32)
def _stemmer(language):
    name = LANG_INFO.get(language, {}).get("name", "").lower()
    known = name in snowballstemmer.algorithms()
    return snowballstemmer.stemmer(name) if known else None
