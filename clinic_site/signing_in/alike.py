"""Letters that look alike: a name in two scripts may pretend to be another's.

Pure. One script a word is enough to refuse the usual trick, a Cyrillic “а” among Latin
letters; `skeleton` finds a word that is foreign as a whole and looks like a known one.
"""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]+")
# Cyrillic and Greek letters that most fonts draw like Latin ones.
FOREIGN = "авеіјкмнорсԁѕтухһԛԝαβεικνορτυχ"
LATIN_TWINS = "abeijkmhopcdstyxhqwabeikvoptux"
# Japanese and Korean names are written in several of these at once.
WRITTEN_TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}
TWINS = str.maketrans(FOREIGN, LATIN_TWINS)


def plain(text: str) -> str:
    """Return `text` with one form for each letter (NFKC) and without blank ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def mixed_word(text: str) -> str:
    """Return the first word that mixes letters of two scripts, or an empty string."""
    for word in WORD.findall(text):
        if len({_script(letter) for letter in word}) > 1:
            return word
    return ""


def skeleton(text: str) -> str:
    """Return what `text` looks like: equal for two texts that eyes cannot tell apart.

    The twins are a short list of our own, not all of Unicode's (UTS 39).
    """
    return plain(text).casefold().translate(TWINS)


def _script(letter):
    """Return the first word of a letter's Unicode name: LATIN, CYRILLIC, GREEK …"""
    script = unicodedata.name(letter, "UNKNOWN").split()[0]
    return "CJK" if script in WRITTEN_TOGETHER else script
