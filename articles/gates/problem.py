"""One reason why words cannot reach patients, or should be read again first."""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What a gate found.

    `section` counts from 1 in the order of the page, 0 is the title, the summary or
    the page as a whole; `quote` is the words in question; `instruction` the code that
    fits, if any. `stops` is False for what an editor should know and may leave.
    `may_be_overridden` says that a second person may let it pass; until then it stops.
    `is_let_pass` says that one has, so that it stops no longer.
    """

    gate: str
    said: str
    fix: str
    section: int = 0
    quote: str = ""
    instruction: str = ""
    may_be_overridden: bool = False
    stops: bool = True
    is_let_pass: bool = False

    @property
    def mark(self):
        """What tells this problem from any other of the same frozen words."""
        told = json.dumps([self.gate, self.section, self.quote], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()
