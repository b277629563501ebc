"""Pure: visits and signed instructions → what to do when, in order of the clock."""

from .lines import Day, Line, Part, Plan
from .plan import Unsigned, make
from .visits import NoSuchTime, TwiceThatNight, Visit

__all__ = [
    "Day",
    "Line",
    "NoSuchTime",
    "Part",
    "Plan",
    "TwiceThatNight",
    "Unsigned",
    "Visit",
    "make",
]
