"""How well the gates find what people have labelled: right, wrongly found, missed."""

import json
from dataclasses import dataclass
from pathlib import Path

from articles.gates.care_numbers import care_number_spans
from articles.gates.claims import claim_spans

HERE = Path(__file__).parent
SEEDS = HERE.parents[3] / "shared" / "seeds"
FINDERS = {"care number": care_number_spans, "claim": claim_spans}


@dataclass(frozen=True)
class Measured:
    """Counts of sentences."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self):
        return self.right / (self.right + self.wrong)

    @property
    def recall(self):
        return self.right / (self.right + self.missed)

    @property
    def in_words(self):
        found, real = self.right + self.wrong, self.right + self.missed
        return f"{self.right} of {found} | {self.right} of {real}"


def on_seeds(label):
    """Measure one gate on the pages that are not ours, by offsets into their text.

    A sentence may be labelled "both".
    """
    labels = json.loads((HERE / "labels.json").read_text())
    found, real = set(), set()
    for name, rows in labels.items():
        text = (SEEDS / name).read_text(encoding="utf-8")
        found |= {(name, *span) for span in FINDERS[label](text, "en")}
        real |= {(name, *span) for *span, said in rows if said in {label, "both"}}
    return _measured(found, real)


def on_lines(label, *, name):
    """Measure one gate on a file of "label | language | sentence", each on its own."""
    found, real = set(), set()
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        said, language, sentence = line.split(" | ")
        if FINDERS[label](sentence, language):
            found.add(line)
        if said == label:
            real.add(line)
    return _measured(found, real)


def _measured(found, real):
    return Measured(len(found & real), len(found - real), len(real - found))
