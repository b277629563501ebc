"""Articles, reviews, care instructions and clinicians in the admin."""

from . import article, clinician, instruction, proposal, revision

__all__ = ["article", "clinician", "instruction", "proposal", "revision"]
