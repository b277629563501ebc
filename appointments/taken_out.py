"""What a table of requests may hold: its fields, and what each says of a request; pure.

A field of the request itself holds nothing that a person wrote. What they wrote, and
how to reach them, is chosen one by one; the contact rule goes wherever a number goes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import contact_rule, written

CONDITION = "what_was_sent"
RULE = "contact_rule"
OF_REQUEST, WISHES, CONTACT, NOTE = "request", "wishes", "contact", "note"


@dataclass(frozen=True)
class Field:
    """One column: `of(request, answers, names)` is its plain value, or ""."""

    label: str
    part: str
    of: Callable[[Any, dict, dict], str]


def _stored(label, name):
    return Field(label, OF_REQUEST, lambda request, _a, _n: str(getattr(request, name)))


def _moment(label, name):
    def said(request, _answers, _names):
        moment = getattr(request, name)
        return moment.isoformat(timespec="seconds") if moment else ""

    return Field(label, OF_REQUEST, said)


def _answered(label, part, name):
    def said(_request, answers, names):
        return written.in_words(name, answers.get(name), names).replace("\n", "; ")

    return Field(label, part, said)


def _rule(_request, answers, _names):
    return " ".join(contact_rule.lasting_lines(answers)) if answers else ""


NUMBERS = [
    "full_name",
    "ask_for",
    "phone",
    "email",
    "best_times",
    "helper_name",
    "helper_phone",
    "provider_name",
    "provider_phone",
]
WISHED = [
    "for_whom",
    "returning",
    "adult",
    "preferred",
    "language",
    "access_needs",
    "payment",
]
FIELDS: dict[str, Field] = {
    "reference": _stored(_("Reference"), "reference"),
    "state": _stored(_("State"), "state"),
    "outcome": _stored(_("Outcome"), "outcome"),
    "source": _stored(_("Came by"), "source"),
    "site_language": _stored(_("Language of the page"), "language"),
    "treatment": _stored(_("Asks about"), "treatment"),
    "received_at": _moment(_("Came in"), "received_at"),
    "respond_by": _moment(_("Promised by"), "respond_by"),
    "first_response_at": _moment(_("First answered"), "first_response_at"),
    **{name: _answered(written.WISHES[name], WISHES, name) for name in WISHED},
    **{name: _answered(written.CONTACT[name], CONTACT, name) for name in NUMBERS},
    RULE: Field(_("How they may be reached"), CONTACT, _rule),
    "note": _answered(written.WISHES["note"], NOTE, "note"),
    CONDITION: Field(_("What was sent"), OF_REQUEST, lambda _r, _a, _n: ""),
}
# "Asks about" names a treatment: it is left out unless somebody wants it.
AT_FIRST = [
    "reference",
    "state",
    "outcome",
    "source",
    "received_at",
    "respond_by",
    "first_response_at",
]


def needs_answers(fields: list[str]) -> bool:
    """Whether what a person wrote must be opened for these fields."""
    return any(FIELDS[name].part != OF_REQUEST for name in fields)


def with_rule(fields: list[str]) -> list[str]:
    """Return `fields` in their own order, with what must go along with them."""
    chosen = set(fields)
    if any(FIELDS[name].part == CONTACT for name in fields):
        chosen.add(RULE)
    if needs_answers(fields):
        chosen.add(CONDITION)
    return [name for name in FIELDS if name in chosen]


def choices(part: str) -> list[tuple[str, str]]:
    """Return what may be chosen of one part; what goes along by itself is no choice."""
    by_itself = {RULE, CONDITION}
    return [
        (name, field.label)
        for name, field in FIELDS.items()
        if field.part == part and name not in by_itself
    ]
