"""What an import found, doubted and left out, each with its place, for the editor.

Reasons carry no figures of their own, so that a report that was stored in English is
read in the language of whoever opens it.
"""

from dataclasses import dataclass, field
from enum import Enum

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_QUOTE = 60  # signs of a line that the command repeats
LONGEST_KEPT = 300  # signs of it that are stored for the desk


class Verdict(Enum):
    TAKEN = gettext_lazy("taken")
    LEFT_OUT = gettext_lazy("left out")
    DOUBTFUL = gettext_lazy("please check")
    GUESSED = gettext_lazy("guessed")
    CARE = gettext_lazy("care number")


class Place(Enum):
    """What the number of a remark counts."""

    LINE = "line"
    PART = "part"


@dataclass(frozen=True)
class Remark:
    """One thing that the editor should know; `line` is 0 for the whole text.

    `instruction` is the family of care instructions that fits a typed care number.
    """

    verdict: Verdict
    reason: str
    line: int = 0
    words: str = ""
    place: Place = Place.LINE
    instruction: str = ""

    def __str__(self):
        return self.frame % {
            "line": self.line,
            "verdict": self.verdict.value,
            "reason": _(self.reason),
            "words": Truncator(self.words).chars(LONGEST_QUOTE),
        }

    @property
    def frame(self) -> str:
        if not self.line:
            return _("Whole text, %(verdict)s (%(reason)s): %(words)s")
        if self.place is Place.PART:
            return _("Part %(line)d, %(verdict)s (%(reason)s): %(words)s")
        return _("Line %(line)d, %(verdict)s (%(reason)s): %(words)s")

    def as_row(self) -> dict:
        """Return the remark as JSON holds it; see from_row."""
        return {
            "verdict": self.verdict.name,
            "reason": self.reason,
            "line": self.line,
            "words": Truncator(self.words).chars(LONGEST_KEPT),
            "place": self.place.name,
            "instruction": self.instruction,
        }

    @classmethod
    def from_row(cls, row: dict) -> "Remark":
        named = {"verdict": Verdict[row["verdict"]], "place": Place[row["place"]]}
        return cls(**row | named)


@dataclass
class Report:
    """The remarks of one import, in the order of the source's lines or parts."""

    remarks: dict[Remark, None] = field(default_factory=dict)
    place: Place = Place.LINE

    def add(self, verdict, reason, line):
        """Remark on `line`, something with a number and words."""
        self.note(verdict, reason, line.words, line=line.number)

    def add_on_whole(self, verdict, reason, words):
        self.note(verdict, reason, words)

    def note(self, verdict, reason, words, *, line=0):
        """Remark on `words`, once for each place."""
        self.remarks.setdefault(Remark(verdict, reason, line, words, self.place))

    def of(self, verdict):
        """Return the remarks with this verdict, by line."""
        return [remark for remark in self if remark.verdict is verdict]

    def __iter__(self):
        return iter(sorted(self.remarks, key=lambda remark: remark.line))
