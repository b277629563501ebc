"""Numbers by week turned into places on a drawing; the template draws it. Pure.

Places are words already: a page in Spanish would write 12,5 where SVG reads 12.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 520, 190, 34, 16, 26
ROOM = HEIGHT - TOP - BOTTOM
BAR = 0.52  # of the room that a week has
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """One week: `upper` stands on `lower`, or is how far a line reaches above it."""

    label: str
    x: str
    width: str
    middle: str
    lower_y: str
    lower_height: str
    upper_y: str
    upper_height: str
    note: str


@dataclass(frozen=True)
class Chart:
    """One drawing with its words; `kind` is "stack" or "reach".

    `meaning` says how the numbers are counted; `key` names the two parts of a bar, and
    `headers` and `rows` say the same as a table.
    """

    name: str
    kind: str
    title: str
    said: str
    meaning: str
    key: tuple[str, str]
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    bars: Sequence[Bar]
    ticks: Sequence[tuple[str, str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def bars(
    weeks: Sequence[tuple[str, float, float, str]], *, is_stack: bool
) -> tuple[list[Bar], list[tuple[str, str]]]:
    """Return the bars and the ticks of `weeks`: (label, lower, upper, note).

    In a stack `upper` stands on `lower`; else it is a height of its own. Every second
    week has its label, and the last one always.
    """
    tops = [lower + upper if is_stack else upper for _l, lower, upper, _n in weeks]
    step = _step(max(tops, default=0))
    ceiling = step * max(-(-max(tops, default=0) // step), 1)
    slot = (WIDTH - LEFT - 8) / max(len(weeks), 1)
    drawn = [
        _bar(number, week, top, slot=slot, ceiling=ceiling)
        for number, (week, top) in enumerate(zip(weeks, tops, strict=True))
    ]
    for number in range(len(drawn) - 2, -1, -2):
        drawn[number] = _unlabelled(drawn[number])
    count = int(ceiling // step)
    ticks = [(f"{step * n:g}", _place(step * n, ceiling)) for n in range(count + 1)]
    return drawn, ticks


def _bar(number, week, top, *, slot, ceiling):
    label, lower, _upper, note = week
    width = slot * BAR
    x = LEFT + 4 + slot * number + (slot - width) / 2
    lower_y, upper_y = _height(lower, ceiling), _height(top, ceiling)
    return Bar(
        label=label,
        x=_said(x),
        width=_said(width),
        middle=_said(x + width / 2),
        lower_y=_said(lower_y),
        lower_height=_said(TOP + ROOM - lower_y),
        upper_y=_said(upper_y),
        upper_height=_said(max(lower_y - upper_y, 0)),
        note=note,
    )


def _unlabelled(bar):
    return Bar(**{**bar.__dict__, "label": ""})


def _step(top):
    """Return the smallest of 1, 2, 5, 10, 20 … that needs at most four lines."""
    power = 1
    while True:
        for one in STEPS:
            if top <= one * power * 4:
                return one * power
        power *= 10


def _height(value, ceiling):
    return TOP + ROOM * (1 - value / ceiling)


def _place(value, ceiling):
    return _said(_height(value, ceiling))


def _said(number):
    return f"{number:.1f}"
