"""Finding a request by telephone, e-mail or name while none of them is readable.

Equal means: the same after the normalisation here, which whoever searches shares.
"""

import re
import unicodedata
from collections.abc import Callable

from clinic_site import sealing


def of_phone(number: str) -> str:
    """Index a telephone number in E.164; an extension does not count."""
    return _newest("phone", number)


def of_email(address: str) -> str:
    return _newest("email", address)


def of_name(name: str) -> str:
    """Index a name so that accents, case, spaces and dashes make no difference."""
    return _newest("name", name)


def of_answers(answers: dict) -> dict[str, str]:
    """Return the indexes of a request by the name of their columns."""
    return {
        "phone_index": of_phone(answers.get("phone", "")),
        "email_index": of_email(answers.get("email", "")),
        "name_index": of_name(answers.get("full_name", "")),
    }


def any_of(purpose: str, value: str) -> list[str]:
    """Return every index that `value` may stand under, for whoever searches.

    `purpose` is phone, email or name. More than one only while keys are being changed;
    none for an empty value, by which nothing is ever found.
    """
    bare = NORMALISED[purpose](value)
    return [_index(bare, purpose, key) for key in sealing.index_keys()] if bare else []


def _newest(purpose, value):
    bare = NORMALISED[purpose](value)
    return _index(bare, purpose, sealing.index_key()) if bare else ""


def _index(value, purpose, key):
    return sealing.blind_index(value, purpose=purpose, key=key)


def _number(number):
    return number.partition(";")[0]


def _folded(text):
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _name(name):
    letters = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", _folded(bare)).strip() or bare


NORMALISED: dict[str, Callable[[str], str]] = {
    "phone": _number,
    "email": _folded,
    "name": _name,
}
