"""Pure: a signed care instruction → sentence, checklist line, window; and its rules."""

from .durations import UNITS, NoWords, Unit, for_staff, in_words, with_article
from .limits import limit_problems, range_words
from .rules import Problem, rule_problems
from .value import (
    ON_EVERY_PAGE,
    SEVERITIES,
    EndRule,
    MissingFrame,
    UnknownPlaceholder,
    Value,
    Values,
    fill,
)

__all__ = [
    "SEVERITIES",
    "ON_EVERY_PAGE",
    "UNITS",
    "EndRule",
    "MissingFrame",
    "NoWords",
    "Problem",
    "Unit",
    "UnknownPlaceholder",
    "Value",
    "Values",
    "fill",
    "for_staff",
    "in_words",
    "limit_problems",
    "range_words",
    "rule_problems",
    "with_article",
]
