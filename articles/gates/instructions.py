"""The gate against a care instruction that no clinician has signed."""

from django.utils.translation import gettext as _

from .problem import Problem


def unsigned_instructions(content, values):
    """Return a Problem for each instruction that `content` quotes unsigned."""
    found = []
    for number, section in enumerate(content["sections"], 1):
        for code in _quoted(section, values):
            if not values.is_signed(code):
                found.append(_problem(number, code))
    return found


def _quoted(section, values):
    match section["kind"]:
        case "instruction":
            return [section["code"]]
        case "instructions":
            wanted = values.wanted(
                treatment=section["treatment"], stage=section["stage"]
            )
            return [value.code for value in wanted]
    return []


def _problem(number, code):
    return Problem(
        gate="unsigned_instruction",
        section=number,
        instruction=code,
        said=_("No clinician has signed %(code)s yet.") % {"code": code},
        fix=_("Ask a medical reviewer to sign it, under Care instructions."),
    )
