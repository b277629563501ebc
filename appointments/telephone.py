"""Telephone numbers: from what people type to E.164, and back to what they read.

Only a number's shape is checked: a list of numbers in use is out of date too soon.
"""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult

HOME_REGION = "US"
HOME_COUNTRY_CODE = 1
# How people write an extension; any other letter is a mistake.
EXTENSION_MARK = re.compile(r"(?i)(?<![^\W\d])(extension|ext\.?|x)\s*(?=\d+\s*$)")


class NotANumber(ValueError):
    """What was typed is too short, too long, or no telephone number at all."""


class LettersInNumber(NotANumber):
    """What was typed spells a word, as in 800-FLOWERS."""


def e164(typed):
    """Return `typed` as E.164, read as a number of this country without a code.

    An extension follows as ";ext=12". Raises NotANumber or LettersInNumber.
    """
    plain = unicodedata.normalize("NFKC", typed)
    if any(character.isalpha() for character in EXTENSION_MARK.sub(" ", plain)):
        raise LettersInNumber
    try:
        number = phonenumbers.parse(plain, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise NotANumber from None
    if phonenumbers.is_possible_number_with_reason(number) != (
        ValidationResult.IS_POSSIBLE
    ):
        raise NotANumber
    kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{kept};ext={number.extension}" if number.extension else kept


def in_words(number):
    """Return a kept number as people write it: "(360) 555-0142", "… ext. 12"."""
    plain, _, extension = number.partition(";ext=")
    parsed = phonenumbers.parse(plain)
    is_home = parsed.country_code == HOME_COUNTRY_CODE
    words = phonenumbers.format_number(
        parsed,
        PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL,
    )
    return f"{words} ext. {extension}" if extension else words
