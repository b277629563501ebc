"""Stricter values that some clinics use, offered for a start; a clinician decides.

Minutes; a side that is not named stays.
"""

from dataclasses import replace
from typing import Any

from .value import Value

STRICT: dict[str, dict[str, Any]] = {
    "KET_SOLIDS": {"starts": -8 * 60},
    "ALCOHOL": {"starts": -72 * 60, "ends": 72 * 60},
    "KET_STAY": {"ends": 120},
    "ADULT_AT_HOME": {"ends": 24 * 60},
}


def stricter(value: Value) -> Value | None:
    """Return the strict preset of this instruction, or None where there is none new."""
    fields = STRICT.get(value.code)
    preset = replace(value, **fields) if fields else value
    return preset if preset != value else None
