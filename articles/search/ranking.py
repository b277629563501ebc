"""Which pages answer best, counted here so that databases agree. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil, log

from .asking import Wish

ENOUGH = 0.6  # of what somebody asked, a page that is shown has at least this much


def ranked(
    wishes: tuple[Wish, ...], rows: Iterable[tuple[str, int, float]], *, pages: int
) -> list[int]:
    """Return the articles that answer, the best first.

    `rows` are (stem, article, weight). A rare word tells more than a common one; a
    page that has more of what was asked comes first. Where none has enough, any does.
    """
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for stem, article, weight in rows:
        weights[stem][article] = weight
    found: dict[int, list[float]] = defaultdict(list)
    for wish in wishes:
        for article, score in _scores(wish, weights, pages).items():
            found[article].append(score)
    order = sorted(found, key=lambda one: (-len(found[one]), -sum(found[one]), one))
    enough = ceil(ENOUGH * len(wishes))
    return [one for one in order if len(found[one]) >= enough] or order


def _scores(wish, weights, pages):
    """Return {article: score} by the best of the ways to say it."""
    best: dict[int, float] = {}
    for way in wish.ways:
        told = [log(1 + pages / max(1, len(weights.get(stem, ())))) for stem in way]
        first, *others = [weights.get(stem, {}) for stem in way]
        for article, weight in first.items():
            if all(article in other for other in others):
                said = weight * told[0] + sum(
                    other[article] * tells
                    for other, tells in zip(others, told[1:], strict=True)
                )
                best[article] = max(best.get(article, 0), said / len(way))
    return best
