"""Articles, reviews and clinicians in the admin."""

from . import article, clinician, revision

__all__ = ["article", "clinician", "revision"]
