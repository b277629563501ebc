"""Words in the language of the page, else in one there is; and which one that is."""

from django.conf import settings
from django.utils.translation import get_language


class Said(str):
    """Words that know in which language they are."""

    language: str

    def __new__(cls, words, language):
        said = super().__new__(cls, words)
        said.language = language
        return said


def in_language(texts, language=None):
    """Return the text for `language` (default: the active one), else another.

    `texts` maps languages to words, or to dicts of words. Where `language` is missing
    the site's own comes first, then any there is; "" where nobody has said anything.
    """
    wanted = language or get_language() or settings.LANGUAGE_CODE
    for code in (wanted, settings.LANGUAGE_CODE, *texts):
        if texts.get(code):
            return _said(texts[code], code)
    return ""


def _said(text, code):
    if isinstance(text, dict):
        return {name: Said(words, code) for name, words in text.items()}
    return Said(text, code)
