"""Pure: frozen content and values → what stops publishing, each with its fix.

Asked where publishing happens, so no bulk action, import, shell or command goes round
them. A re-issue is never stopped by them: its words were approved.
"""

from .care_numbers import typed_care_numbers
from .instructions import unsigned_instructions
from .problem import Problem

__all__ = ["Problem", "problems", "typed_care_numbers", "unsigned_instructions"]


def problems(content, values):
    """Return every Problem of `content` (see freezing.freeze) under `values`."""
    return [*unsigned_instructions(content, values), *typed_care_numbers(content)]
