"""Where a care instruction, a source or a clinician is named: nobody need guess."""

from .instructions import (
    Page,
    codes_in,
    pages_changed_by,
    pages_quoting,
    reissued_by,
    reissued_pages,
)
from .naming import NamedSource, Use, naming_clinician, sources, uses

__all__ = [
    "NamedSource",
    "Page",
    "Use",
    "codes_in",
    "naming_clinician",
    "pages_changed_by",
    "pages_quoting",
    "reissued_by",
    "reissued_pages",
    "sources",
    "uses",
]
