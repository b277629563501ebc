"""Frozen words and signed values → the sheet of paper that goes home with a patient.

It holds what one does, not all that one may read: the short version, lists, steps,
warnings and help cards. Only an article without any of these brings its prose along.
"""

from django.utils.translation import gettext as _

from articles import prose
from clinic_site.components import care
from clinic_site.components import instructions as parts

from . import instructions, markers, on_paper, sections


class Headings(prose.Headings):
    """Nothing hangs below anything else on a sheet."""

    def level_here(self):
        return 2


def html(content, values):
    """Return the sheet's finished HTML, in the active language.

    Telephone, hours and help numbers are markers, as in a body. What nobody signed is
    not on it.
    """
    headings = Headings(content["language"])
    shown = [
        (one.get("style"), sections.html_of(one, headings, values))
        for one in on_paper.wanted(content, values)
    ]
    sheet = [
        *(html for style, html in shown if style == "summary"),
        *sections.side_by_side([one for one in shown if one[0] not in on_paper.CARDS]),
        _quoted(content, values),
        _in_danger(content, values),
        *(html for style, html in shown if style == "help"),
    ]
    contact = markers.BY_LEVEL["non_urgent"]
    if not any(contact in part for part in sheet):
        sheet.append(contact)
    sheet.append(care.short_sources(items=content.get("sources", [])))
    return "\n".join(part for part in (str(one).strip() for one in sheet) if part)


def _quoted(content, values):
    """Return as one list what the prose quotes one by one; nothing stands twice."""
    said = on_paper.in_short_version(content, values)
    alone = _alone(content, values)
    found = [
        one for one in alone if one.kind != on_paper.SEEK_HELP and one.code not in said
    ]
    return _list(found, content, heading=_("Also"), style="checklist")


def _in_danger(content, values):
    """Return when to get help, and in any case whom to call in danger.

    In full: beside these lines stand only the ways to call.
    """
    alone = _alone(content, values)
    found = [one for one in alone if one.kind == on_paper.SEEK_HELP]
    said = _listed(content, values) | {one.code for one in found}
    found += [one for one in values.on_every_page() if one.code not in said]
    heading = _("If something is wrong")
    return _list(found, content, heading=heading, style="list", form="full")


def _alone(content, values):
    """Return the values that are quoted one by one and stand in no list, each once."""
    listed = _listed(content, values)
    found = {
        value.code: value
        for section in content["sections"]
        if section["kind"] == "instruction"
        for value in instructions.signed(section, values)
        if value.code not in listed
    }
    return list(found.values())


def _listed(content, values):
    return {
        value.code
        for section in content["sections"]
        if section["kind"] == "instructions"
        for value in instructions.signed(section, values)
    }


def _list(found, content, *, heading, style, form="short"):
    if content.get("audience") == "companion":
        form = "companion"
    items = [instructions.item(one, content["language"], form) for one in found]
    if not items:
        return ""
    return parts.care_instructions(items=items, style=style, heading=heading)
