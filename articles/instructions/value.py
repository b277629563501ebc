"""One care instruction with its value, and the sentences that follow from it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .durations import Unit, in_words, with_article


class EndRule(StrEnum):
    """When an instruction ends; a rule about sleep is never a clock time."""

    HOURS = "hours"
    LATER_OF_HOURS_AND_SLEEP = "later_of_hours_and_sleep"
    NEXT_DAY_AFTER_SLEEP = "next_day_after_sleep"
    REST_OF_DAY = "rest_of_day"
    UNTIL_STAFF_SAY = "until_staff_say"
    COURSE = "course"
    ALWAYS = "always"


PLACEHOLDER = re.compile(r"\{(\w+)\}")
SEVERITIES = ("must", "should", "may")
# Whom to call in danger: on every handout and every calm view, and never taken out.
ON_EVERY_PAGE = ("SAFETY_THOUGHTS", "EMERGENCY_911")


class MissingFrame(Exception):
    """There is no sentence in the wished language; arguments: code, language."""


class UnknownPlaceholder(Exception):
    """A frame asks for a length that the value does not have."""


@dataclass(frozen=True)
class Value:
    """A care instruction as it is or would be signed.

    `starts` and `ends` are minutes after the anchor, so before it they are negative;
    None has no fixed moment. With the anchor "visit_start / treatment_end" each side
    counts from its own. `frames` maps language → {short, full, companion?}; `signed_id`
    is None for what nobody has signed.
    """

    code: str
    family: str
    treatments: tuple[str, ...]
    stages: tuple[str, ...]
    kind: str
    severity: str
    anchor: str
    lock: str
    starts: int | None
    ends: int | None
    end_rule: EndRule
    unit: Unit
    frames: dict[str, dict[str, str]]
    limits: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    position: int = 0
    is_off: bool = False
    signed_id: int | None = None
    shipped: "Value | None" = None

    @property
    def before(self) -> int:
        """Minutes before the visit in which it holds; 0 for none."""
        return -self.starts if self.starts is not None and self.starts < 0 else 0

    @property
    def after(self) -> int:
        """Minutes after the anchor until which it holds; 0 for none."""
        return self.ends if self.ends is not None and self.ends > 0 else 0

    @property
    def gap(self) -> int:
        """Minutes before the visit at which it ends already; 0 for none."""
        return -self.ends if self.ends is not None and self.ends < 0 else 0

    @property
    def is_stay(self) -> bool:
        """Whether it says how long to stay: only a stay ends by the staff's word."""
        return (
            self.code.endswith("_STAY")
            and self.end_rule == EndRule.UNTIL_STAFF_SAY
            and not self.is_off
        )

    @property
    def may_be_switched_off(self) -> bool:
        return self.lock not in ("fixed", "label") and self.severity != "must"

    def name(self, language: str) -> str:
        """Return what people call it: "Alcohol"."""
        return self.names.get(language) or self.names.get("en") or self.code

    def lengths(self) -> dict[str, int]:
        """Return the minutes behind each placeholder that a frame may ask for."""
        found = {
            "before": self.before,
            "after": self.after,
            "within": self.after,
            "gap": self.gap,
        }
        return {name: minutes for name, minutes in found.items() if minutes}

    def sentence(self, language: str, form: str = "full") -> str:
        """Return the sentence for patients, or for their companion.

        Where a companion has no wording of their own, the patient's full sentence
        serves. Raises MissingFrame.
        """
        return fill(self.frame(language, form), self, language)

    def frame(self, language: str, form: str = "full") -> str:
        """Return the sentence with its placeholders; raises MissingFrame."""
        frames = self.frames.get(language, {})
        frame = frames.get(form) or frames.get("full")
        if not frame:
            raise MissingFrame(self.code, language)
        return frame


def fill(
    frame: str, value: Value, language: str, wrap: Callable[[str], str] = str
) -> str:
    """Return `frame` with lengths of time for its placeholders.

    {before}, {after}, {within}, {gap} give "6 hours"; with `_art` behind the name the
    article comes too: "las 6 horas". `wrap` dresses each length, as HTML does. Raises
    UnknownPlaceholder.
    """
    lengths = value.lengths()

    def words(found: re.Match[str]) -> str:
        name = found[1].removesuffix("_art")
        if name not in lengths:
            raise UnknownPlaceholder(value.code, found[0])
        say = with_article if found[1].endswith("_art") else in_words
        return wrap(say(lengths[name], value.unit, language))

    return PLACEHOLDER.sub(words, frame)


@dataclass(frozen=True)
class Values:
    """The care instructions in force: what is signed, and what is not yet.

    `known` holds every instruction of the clinic by code, signed or not.
    """

    known: dict[str, Value]

    @classmethod
    def of(cls, values: Iterable[Value]) -> "Values":
        return cls({value.code: value for value in values})

    def __iter__(self) -> Iterator[Value]:
        return iter(self.known.values())

    def is_signed(self, code: str) -> bool:
        return code in self.known and self.known[code].signed_id is not None

    def active(self, code: str) -> Value | None:
        """Return the signed value, or None where it is unsigned or switched off."""
        value = self.known.get(code)
        return value if value and value.signed_id and not value.is_off else None

    def listed(self, *, treatment: str, stage: str) -> list[Value]:
        """Return what a list shows: signed and on, the strictest words first."""
        found = [
            value
            for value in self
            if treatment in value.treatments
            and stage in value.stages
            and self.active(value.code)
        ]
        return sorted(found, key=lambda v: (SEVERITIES.index(v.severity), v.position))

    def on_every_page(self) -> list[Value]:
        """Return what every page says beside its own words, as far as it is signed."""
        found = [self.active(code) for code in ON_EVERY_PAGE]
        return [value for value in found if value]

    def wanted(self, *, treatment: str, stage: str) -> list[Value]:
        """Return what a list would show if everything were signed."""
        return [
            value
            for value in self
            if treatment in value.treatments
            and stage in value.stages
            and not value.is_off
        ]

    def unsigned_musts(self, treatments: set[str]) -> list[str]:
        """Return the codes of what must be done there and nobody has signed yet."""
        return [
            value.code
            for value in self
            if value.signed_id is None
            and value.severity == "must"
            and not value.is_off
            and treatments & set(value.treatments)
        ]

    def with_changes(self, changes: Iterable[Value]) -> "Values":
        """Return these values with some replaced, as a proposal would make them."""
        return Values(self.known | {value.code: value for value in changes})
