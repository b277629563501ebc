"""Lengths of time in words that inflect: 1 hour, 30 minutes, las 6 horas.

Written out here and not in the translation catalogue: a frame of one language asks for
its own language's words, whatever language the page or the admin is in.
"""

from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _


class Unit(StrEnum):
    """What a length of time is counted in when people read it."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


UNITS = {Unit.MINUTES: 1, Unit.HOURS: 60, Unit.DAYS: 1440}

# unit: (one, more, article before one, article before more)
WORDS = {
    "en": {
        Unit.MINUTES: ("minute", "minutes", "the", "the"),
        Unit.HOURS: ("hour", "hours", "the", "the"),
        Unit.DAYS: ("day", "days", "the", "the"),
    },
    "es": {
        Unit.MINUTES: ("minuto", "minutos", "el", "los"),
        Unit.HOURS: ("hora", "horas", "la", "las"),
        Unit.DAYS: ("día", "días", "el", "los"),
    },
}


class NoWords(Exception):
    """A language has no words for lengths of time yet; the argument names it."""


def counted(minutes: int, unit: Unit) -> tuple[int, Unit]:
    """Return how many of which unit `minutes` are: the largest that is whole.

    The signed unit is kept where it divides the length; 90 minutes signed in hours
    stay "90 minutes", never "1.5 hours".
    """
    if minutes <= 0:
        raise ValueError("a length of time is above zero")
    for candidate in (unit, Unit.HOURS, Unit.MINUTES):
        if UNITS[candidate] <= UNITS[unit] and minutes % UNITS[candidate] == 0:
            return minutes // UNITS[candidate], candidate
    return minutes, Unit.MINUTES


def in_words(minutes: int, unit: Unit, language: str) -> str:
    """Return "24 hours" or "24 horas"; raises NoWords, or ValueError for none."""
    number, chosen = counted(minutes, unit)
    one, more, *_articles = _words(language)[chosen]
    return f"{number} {one if number == 1 else more}"


def with_article(minutes: int, unit: Unit, language: str) -> str:
    """Return "las 6 horas", "los 30 minutos", and for one "la hora"."""
    number, chosen = counted(minutes, unit)
    one, more, article, articles = _words(language)[chosen]
    return f"{article} {one}" if number == 1 else f"{articles} {number} {more}"


def for_staff(minutes: int, unit: Unit = Unit.HOURS) -> str:
    """Return a length in the language of whoever is working at the desk."""
    if minutes <= 0:
        return _("no time")
    language = (get_language() or "en").split("-")[0]
    return in_words(minutes, unit, language if language in WORDS else "en")


def _words(language):
    try:
        return WORDS[language]
    except KeyError:
        raise NoWords(language) from None
