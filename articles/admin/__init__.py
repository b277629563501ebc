"""Articles, reviews, instructions, clinicians, pictures and sources in the admin."""

from . import (
    article,
    clinician,
    importing,
    instruction,
    picture,
    proposal,
    revision,
    source,
    synonyms,
)

__all__ = [
    "article",
    "clinician",
    "importing",
    "instruction",
    "picture",
    "proposal",
    "revision",
    "source",
    "synonyms",
]
