"""Articles, reviews, care instructions, clinicians and sources in the admin."""

from . import article, clinician, instruction, proposal, revision, source

__all__ = ["article", "clinician", "instruction", "proposal", "revision", "source"]
