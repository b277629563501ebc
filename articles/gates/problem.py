"""One reason why words cannot reach patients, or should be read again first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What a gate found.

    `section` counts from 1 in the order of the page, 0 is the title, the summary or
    the page as a whole; `quote` is the words in question; `instruction` the code that
    fits, if any. `stops` is False for what an editor should know and may leave.
    `may_be_overridden` says that a second person may let it pass; until then it stops.
    """

    gate: str
    said: str
    fix: str
    section: int = 0
    quote: str = ""
    instruction: str = ""
    may_be_overridden: bool = False
    stops: bool = True
