"""Pure: frozen content and values → what stops publishing, each with its fix.

Asked where publishing happens, so no bulk action, import, shell or command goes round
them. A re-issue is never stopped by them: its words were approved. Ask through
articles.checking, which knows the world around the page.
"""

from .care_lines import care_lines
from .care_numbers import typed_care_numbers
from .claims import unsourced_claims
from .help_numbers import other_help_numbers
from .instructions import contradicted_instructions, unsigned_instructions
from .links import broken_links
from .problem import Problem
from .review import overdue_review
from .structure import (
    missing_alternatives,
    missing_help_card,
    missing_source,
    skipped_headings,
    too_many_warnings,
)
from .world import World

__all__ = ["Problem", "World", "problems", "typed_care_numbers"]

NOWHERE = World()


def problems(content, values, *, world=NOWHERE):
    """Return every Problem of `content` (see freezing.freeze) under `values`.

    First what can never be overridden, last what stops nothing.
    """
    return [
        *unsigned_instructions(content, values),
        *contradicted_instructions(content, values, world),
        *care_lines(content, world),
        *typed_care_numbers(content),
        *other_help_numbers(content, world),
        *missing_help_card(content),
        *overdue_review(world),
        *missing_source(content),
        *unsourced_claims(content),
        *broken_links(content, world),
        *skipped_headings(content),
        *missing_alternatives(content),
        *too_many_warnings(content),
    ]
