"""Where an instruction, source, clinician or picture is named: nobody need guess."""

from .instructions import (
    Page,
    codes_in,
    pages_changed_by,
    pages_quoting,
    reissued_by,
    reissued_pages,
)
from .naming import NamedSource, Use, naming_clinician, sources, uses
from .pictures import once_shown, portrayed, showing, why_it_stays

__all__ = [
    "NamedSource",
    "Page",
    "Use",
    "codes_in",
    "naming_clinician",
    "once_shown",
    "pages_changed_by",
    "pages_quoting",
    "portrayed",
    "reissued_by",
    "reissued_pages",
    "showing",
    "sources",
    "uses",
    "why_it_stays",
]
