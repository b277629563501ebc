"""What a gate must know beside the words: today, the other live pages, the numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class World:
    """The site around one page; made by articles.checking, so nothing is forgotten.

    `addresses` are the paths that answer, None when nobody looked. `signed_elsewhere`
    maps an instruction's code to the signed ids that live pages show. `on` is the day
    at the clinic; `review_due_on` what the reviewer of these words decided, if any;
    `has_clinician` whether that reviewer is one.
    """

    addresses: frozenset[str] | None = None
    signed_elsewhere: Mapping[str, frozenset[int]] = field(default_factory=dict)
    emergency: str = "911"
    crisis: str = "988"
    poison: str = "+18002221222"
    on: date | None = None
    review_due_on: date | None = None
    has_clinician: bool = True
