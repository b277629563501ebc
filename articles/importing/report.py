"""What an import found, doubted and left out, each with its line, for the editor."""

from dataclasses import dataclass, field
from enum import Enum

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_QUOTE = 60  # signs of a line that the report repeats


class Verdict(Enum):
    TAKEN = gettext_lazy("taken")
    LEFT_OUT = gettext_lazy("left out")
    DOUBTFUL = gettext_lazy("please check")
    GUESSED = gettext_lazy("guessed")


@dataclass(frozen=True)
class Remark:
    """One thing that the editor should know; `line` is 0 for the whole text."""

    verdict: Verdict
    reason: str
    line: int = 0
    words: str = ""

    def __str__(self):
        parts = {
            "line": self.line,
            "verdict": self.verdict.value,
            "reason": self.reason,
            "words": Truncator(self.words).chars(LONGEST_QUOTE),
        }
        if self.line:
            return _("Line %(line)d, %(verdict)s (%(reason)s): %(words)s") % parts
        return _("Whole text, %(verdict)s (%(reason)s): %(words)s") % parts


@dataclass
class Report:
    """The remarks of one import, in the order of the source's lines."""

    remarks: list[Remark] = field(default_factory=list)

    def add(self, verdict, reason, line):
        """Remark on `line`, something with a number and words."""
        self.remarks.append(Remark(verdict, reason, line.number, line.words))

    def add_on_whole(self, verdict, reason, words):
        self.remarks.append(Remark(verdict, reason, words=words))

    def of(self, verdict):
        """Return the remarks with this verdict, by line."""
        return [remark for remark in self if remark.verdict is verdict]

    def __iter__(self):
        return iter(sorted(self.remarks, key=lambda remark: remark.line))
