"""The gates about quoted care instructions: each is signed, and says one thing."""

from django.utils.translation import gettext as _

from .problem import Problem


def unsigned_instructions(content, values):
    """Return a Problem for each instruction that `content` quotes unsigned."""
    return [
        Problem(
            gate="unsigned_instruction",
            section=number,
            instruction=code,
            said=_("No clinician has signed %(code)s yet.") % {"code": code},
            fix=_("Ask a medical reviewer to sign it, under Care instructions."),
        )
        for number, code in _quoted(content, values)
        if not values.is_signed(code)
    ]


def contradicted_instructions(content, values, world):
    """Return a Problem for each instruction that a live page shows otherwise.

    Signing re-issues every page at once, so this finds what went wrong behind it.
    """
    return [
        Problem(
            gate="contradicted_instruction",
            section=number,
            instruction=code,
            said=_("Another live page shows an earlier value of %(code)s.")
            % {"code": code},
            fix=_("Tell whoever looks after the site: that page must be re-issued."),
        )
        for number, code in _quoted(content, values)
        if values.is_signed(code)
        and world.signed_elsewhere.get(code, set()) - {values.known[code].signed_id}
    ]


def _quoted(content, values):
    """Yield (number, code) of what each section quotes or lists, signed or not."""
    for number, section in enumerate(content["sections"], 1):
        match section["kind"]:
            case "instruction":
                yield number, section["code"]
            case "instructions":
                treatment, stage = section["treatment"], section["stage"]
                for value in values.wanted(treatment=treatment, stage=stage):
                    yield number, value.code
