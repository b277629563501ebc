"""Signed care instructions → their sentences on a page.

Each rendered value carries data-instruction, so that every place that quotes it can be
found and checked against what was signed.
"""

from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.instructions import fill
from clinic_site.components import instructions as parts

AFTERWARDS = {"after", "aftercare"}


def signed(section, values):
    """Return the signed values that `section` shows, in its order."""
    match section["kind"]:
        case "instruction":
            value = values.active(section["code"])
            return [value] if value else []
        case "instructions":
            place = {"treatment": section["treatment"], "stage": section["stage"]}
            without = section.get("without", ())
            return [one for one in values.listed(**place) if one.code not in without]
    return []


def is_of_the_next_visit(section, stage):
    """A list of what to do before a visit, on a page for the time after one."""
    is_list = section["kind"] == "instructions"
    return is_list and stage in AFTERWARDS and section["stage"] not in AFTERWARDS


def sentences(section, values, language):
    """Return the plain sentences that `section` shows."""
    form = section.get("form", "full")
    return [value.sentence(language, form) for value in signed(section, values)]


def one(section, values, language):
    """Return the HTML of a single instruction; nothing for one that is off."""
    shown = _shown(section, values, language)
    if not shown and not values.is_signed(section["code"]):
        return parts.unsigned_instruction(code=section["code"])
    return "".join(parts.care_instruction(**item) for item in shown)


def many(section, values, language, **heading):
    """Return the HTML of a list of instructions in its style."""
    shown = _shown(section, values, language)
    if not shown:
        return ""
    return parts.care_instructions(items=shown, style=section["style"], **heading)


def lines(section, values, language):
    """Return the items of what opens a short version; nothing for one that is off.

    In a preview one that nobody has signed is an item without a sentence.
    """
    found = []
    for one in section.get("opening", []):
        found += _shown(one, values, language)
        if not values.is_signed(one["code"]):
            found.append({"code": one["code"]})
    return found


def _shown(section, values, language):
    found = signed(section, values)
    return [item(value, language, section["form"]) for value in found]


def item(value, language, form):
    """Return a value as the components take it."""
    return {
        "code": value.code,
        "severity": value.severity,
        "kind": value.kind,
        "sentence": html(value, language, form),
    }


def html(value, language, form):
    """Return the sentence as HTML with its lengths in strong letters."""
    frame = escape(value.frame(language, form))
    return mark_safe(fill(frame, value, language, wrap=_strong))


def _strong(words):
    return f"<strong>{words}</strong>"
