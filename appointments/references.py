"""Reference codes of requests that a person can read aloud, like "K7M4-PQ3X".

Eight symbols in two groups, see clinic_site.spoken_codes. Seven are random, which makes
1.8 thousand million codes. The codes of handouts have three groups of three, so that
nobody mistakes one for the other.
"""

import secrets

from clinic_site import spoken_codes
from clinic_site.spoken_codes import ALPHABET, Chooser

__all__ = ["ALPHABET", "GROUP", "RANDOM_SYMBOLS", "is_well_formed", "new_reference"]

RANDOM_SYMBOLS = 7
GROUP = 4


def new_reference(random: Chooser = secrets) -> str:
    """Return a new code. It may exist already: the database's constraint decides."""
    return spoken_codes.new(symbols=RANDOM_SYMBOLS + 1, group=GROUP, random=random)


def is_well_formed(text: str) -> bool:
    """Say whether `text` is written exactly as `new_reference` writes it."""
    return spoken_codes.is_well_formed(text, symbols=RANDOM_SYMBOLS + 1, group=GROUP)


def tidy(text: str) -> str:
    """Return `text` as `new_reference` would write it, as far as that can be told."""
    return spoken_codes.tidy(text, group=GROUP)
