"""Which pages answer best, counted here so that databases agree. Pure."""

from math import ceil, log

from .asking import Wish

ENOUGH = 0.6  # of what somebody asked, a page that is shown has at least this much
A_WISH = 1e6  # more than any score: who has more of what was asked comes first

Weights = dict[str, dict[int, float]]  # by stem and article


def ranked(wishes: tuple[Wish, ...], weights: Weights, *, pages: int) -> list[int]:
    """Return the articles that answer, the best first.

    A rare word tells more than a common one; a page that has more of what was asked
    comes first. Where none has enough, any does.
    """
    found: dict[int, float] = {}
    for wish in wishes:
        for article, score in _scores(wish, weights, pages).items():
            found[article] = found.get(article, 0) + A_WISH + score
    enough = ceil(ENOUGH * len(wishes)) * A_WISH
    best = [(-score, one) for one, score in found.items() if score >= enough]
    order = sorted(best or [(-score, one) for one, score in found.items()])
    return [one for _score, one in order]


def _scores(wish, weights, pages):
    """Return {article: score} by the best of the ways to say it."""
    ways = [_said(way, weights, pages) for way in wish.ways]
    if len(ways) == 1:
        return ways[0]
    best: dict[int, float] = {}
    for way in ways:
        for article, score in way.items():
            if score > best.get(article, 0):
                best[article] = score
    return best


def _said(way, weights, pages):
    """Return {article: score} of the articles that have every stem of `way`."""
    told = [(weights.get(stem, {}), _tells(weights.get(stem), pages)) for stem in way]
    if len(told) == 1:
        found, tells = told[0]
        return {article: weight * tells for article, weight in found.items()}
    everywhere = set.intersection(*(set(found) for found, _tells in told))
    return {
        article: sum(found[article] * tells for found, tells in told) / len(way)
        for article in everywhere
    }


def _tells(found, pages):
    return log(1 + pages / max(1, len(found or ())))
