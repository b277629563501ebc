"""Finding a request by telephone, e-mail or name while none of them is readable.

Equal means: the same after the normalisation here, which whoever searches shares.
"""

import re
import unicodedata

from clinic_site import sealing


def of_phone(number):
    """Index a telephone number in E.164; an extension does not count."""
    return _index(number.partition(";")[0], "phone")


def of_email(address):
    return _index(_folded(address), "email")


def of_name(name):
    """Index a name so that accents, case, spaces and dashes make no difference."""
    letters = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return _index(re.sub(r"[\W_]+", " ", _folded(bare)).strip() or bare, "name")


def _folded(text):
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _index(value, purpose):
    """An empty value has an empty index, by which nothing is ever found."""
    if not value:
        return ""
    return sealing.blind_index(value, purpose=purpose, key=sealing.index_key())
