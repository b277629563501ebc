"""What a WordPress category or tag means here: a treatment, a stage of care, or none.

A table {"Parent › Child": {"treatment": "tms", "stage": "after"}} decides; what it
leaves out is guessed from the words.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from articles.models import Stage

from . import guesses
from .decoding import BadTable
from .imported import Piece

MOST_PARENTS = 5
PARTS = " › "
MORE_STAGES = {
    "safety": re.compile(r"\bsafe|\bseguridad|\bside effects?\b", re.IGNORECASE),
    "practical": re.compile(
        r"\bcosts?\b|\binsurance\b|\bbilling\b|\bpractical\b|\bcostos?\b|\bseguro",
        re.IGNORECASE,
    ),
}

Meaning = dict[str, str]


def label(nicename: str, words: str, parents: Mapping[str, tuple[str, str]]) -> str:
    """Return a category's name behind those of its parents: "Parent › Child"."""
    names, above = [words or nicename], parents.get(nicename, ("", ""))[1]
    while above in parents and len(names) < MOST_PARENTS:
        name, next_above = parents[above]
        names.insert(0, name or above)
        above = next_above
    return PARTS.join(names)


def guessed(words: str) -> Meaning:
    """Return the treatment and stage that a category's own words name, or ""."""
    treatments = [
        slug for slug, sign in guesses.TREATMENTS.items() if sign.search(words)
    ]
    signs = {**guesses.STAGES, **MORE_STAGES}
    stages = [name for name, sign in signs.items() if sign.search(words)]
    # Two treatments in one name say nothing of the article.
    only = treatments[0] if len(treatments) == 1 else ""
    return {"treatment": only, "stage": stages[0] if stages else ""}


def used(named: Iterable[list[str]]) -> dict[str, int]:
    """Return how many documents bear each category, the most used first.

    `named` has a list of categories for each document.
    """
    counts = Counter(name for categories in named for name in set(categories))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def applied(piece: Piece, table: Mapping[str, Meaning]) -> Piece:
    """Return `piece` with the treatment and stage that its categories mean."""
    meanings = [table.get(name) or guessed(name) for name in piece.subjects]
    treatments = (one.get("treatment", "") for one in meanings)
    stages = (one.get("stage", "") for one in meanings)
    return replace(
        piece,
        treatment=next(filter(None, treatments), piece.treatment),
        stage=next(filter(None, stages), piece.stage),
    )


def table_from(source: str) -> dict[str, Meaning]:
    """Return the table in a JSON file. Raises BadTable."""
    try:
        found = json.loads(source)
        table = {name: dict(meaning) for name, meaning in found.items()}
    except (ValueError, AttributeError, TypeError) as wrong:
        raise BadTable from wrong
    stages = {one.get("stage", "") for one in table.values()}
    if not stages <= {"", *Stage.values}:
        raise BadTable
    return table
