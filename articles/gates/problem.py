"""One reason why words cannot reach patients."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What a gate found.

    `section` counts from 1 in the order of the page, 0 is the title or summary;
    `quote` is the words in question; `instruction` the code that fits, if any.
    """

    gate: str
    said: str
    fix: str
    section: int = 0
    quote: str = ""
    instruction: str = ""
    may_be_overridden: bool = False
