"""What a re-issued page tells its readers has changed, written from the values.

Pure: "Alcohol: 48 → 72 hours". Always in the language of the page.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from .instructions import ON_EVERY_PAGE, in_words

LONGEST = 300


def of(publication, *, before, after):
    """Return the change note for the instructions that differ on this page."""
    language = publication.language
    with translation.override(language):
        said = [
            _difference(old, after.known[old.code], language)
            for old in before
            if _is_here(publication, old, after) and old != after.known[old.code]
        ]
    return "; ".join(said)[:LONGEST]


def _is_here(publication, old, after):
    """Whether this page showed the old value or shows the new one."""
    new = after.known[old.code]
    if old.signed_id in publication.signed_ids:
        return True
    if new.code in ON_EVERY_PAGE:
        return new.signed_id is not None
    return new.signed_id is not None and any(
        _lists(section, new) for section in publication.content["sections"]
    )


def _lists(section, value):
    match section["kind"]:
        case "instruction":
            return section["code"] == value.code
        case "instructions":
            return (
                section["treatment"] in value.treatments
                and section["stage"] in value.stages
            )
    return False


def _difference(old, new, language):
    name = new.name(language)
    if new.is_off:
        return _("%(name)s: no longer on this page") % {"name": name}
    if old.signed_id is None or old.is_off:
        return _("%(name)s: new on this page") % {"name": name}
    lengths = _lengths(old, new, language)
    if lengths:
        return f"{name}: {lengths}"
    return _("%(name)s: new wording") % {"name": name}


def _lengths(old, new, language):
    """Return "48 → 72 hours" for each side that changed, joined."""
    said = []
    for side in ("before", "after", "gap"):
        was, becomes = getattr(old, side), getattr(new, side)
        if was != becomes and was and becomes:
            said.append(_arrow(old, new, was, becomes, language))
    return ", ".join(dict.fromkeys(said))


def _arrow(old, new, was, becomes, language):
    first = in_words(was, old.unit, language)
    second = in_words(becomes, new.unit, language)
    number, _space, unit = first.partition(" ")
    if second.endswith(f" {unit}"):
        first = number
    return f"{first} → {second}"
