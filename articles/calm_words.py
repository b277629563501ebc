"""A calm view as its page shows it: stored steps, and help as it is signed today."""

from typing import Any

from .instructions import ON_EVERY_PAGE, Values
from .models import Publication
from .rendering import calm, instructions


def page(
    publication: Publication,
    values: Values,
    *,
    offered: set[str],
    is_companion: bool,
) -> dict[str, Any]:
    """Return what the page shows; no steps while something binding is unsigned.

    A list without the line about driving is worse than none. `offered` are the
    treatments that the clinic gives: what nobody gets needs no signature.
    """
    stored = publication.calm_html
    steps = calm.for_reader(stored, is_companion=is_companion)
    treatments = _treatments(publication, values, offered)
    is_unsigned = bool(values.unsigned_musts(treatments))
    form = "companion" if is_companion else "short"
    return {
        "steps": "" if is_unsigned else steps,
        "last": calm.count(steps),
        "total": calm.count(steps) + 1,
        "is_unsigned": is_unsigned,
        "has_companions": calm.COMPANION in stored and not is_unsigned,
        "help": [] if is_unsigned else _in_danger(values, publication.language, form),
    }


def _treatments(publication, values, offered):
    """Return the page's own treatment, else those whose instructions it shows."""
    if publication.treatment:
        return {publication.treatment}
    shown = [
        value
        for value in values
        if value.signed_id in publication.signed_ids and value.code not in ON_EVERY_PAGE
    ]
    return {name for value in shown for name in value.treatments} & offered


def _in_danger(values, language, form):
    found = values.on_every_page()
    return [instructions.item(value, language, form) for value in found]
