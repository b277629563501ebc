"""Articles, reviews, instructions, clinicians, pictures and sources in the admin."""

from . import article, clinician, instruction, picture, proposal, revision, source

__all__ = [
    "article",
    "clinician",
    "instruction",
    "picture",
    "proposal",
    "revision",
    "source",
]
