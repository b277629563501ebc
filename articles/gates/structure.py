"""The gates about what a page must have, and in what order."""

import re

from django.utils.translation import gettext as _

from articles import prose

from .problem import Problem

# Fixed pages about the clinic and its site: they say nothing clinical.
NEED_NO_SOURCE = {
    "home", "team", "locations", "privacy", "accessibility", "language_help",
}  # fmt: skip
MOST_WARNINGS = 2
HEADING = re.compile(r"<h([23])>(.{0,600}?)</h\1>", re.DOTALL)


def missing_source(content):
    """Return a Problem for clinical words behind which nothing stands."""
    if content["sources"] or content["place"] in NEED_NO_SOURCE:
        return []
    return [
        Problem(
            gate="missing_source",
            said=_("This page names no source."),
            fix=_("Add where its statements come from, under Sources."),
            may_be_overridden=True,
        )
    ]


def missing_help_card(content):
    """Return a Problem for aftercare that does not say whom to call."""
    if content["stage"] != "aftercare" or any(
        _is_callout(section, "help") for section in content["sections"]
    ):
        return []
    return [
        Problem(
            gate="missing_help_card",
            said=_("This page about care at home has no help card."),
            fix=_("Add a callout of the style help: when to call, and whom."),
        )
    ]


def skipped_headings(content):
    """Return a Problem for each subheading that stands below no heading.

    A list or card with a heading of its own begins a part of the page, as in rendering.
    """
    found, has_part = [], False
    for number, section in enumerate(content["sections"], 1):
        for level, words in HEADING.findall(section.get("html", "")):
            if level == "3" and not has_part:
                found.append(_skipped(number, prose.plain(words)))
            has_part = has_part or (level == "2" and section["kind"] == "text")
        has_part = has_part or _begins_a_part(section)
    return found


def too_many_warnings(content):
    """Return a word to the editor: who is warned of everything hears nothing."""
    warnings = [
        number
        for number, section in enumerate(content["sections"], 1)
        if _is_callout(section, "warning")
    ]
    if len(warnings) <= MOST_WARNINGS:
        return []
    return [
        Problem(
            gate="too_many_warnings",
            section=warnings[MOST_WARNINGS],
            said=_("This page has more than two warnings. Readers skip them then."),
            fix=_("Keep the two that matter most and say the others in the text."),
            stops=False,
        )
    ]


def missing_alternatives(content):
    """Return a Problem for each picture that says nothing to who cannot see it.

    A section that shows a picture has `alt`; an empty one needs `is_decorative`.
    """
    return [
        Problem(
            gate="missing_alternative_text",
            section=number,
            said=_("This picture says nothing to people who cannot see it."),
            fix=_("Describe what it shows, or mark it as decoration."),
            may_be_overridden=True,
        )
        for number, section in enumerate(content["sections"], 1)
        if "alt" in section
        and not section["alt"].strip()
        and not section.get("is_decorative")
    ]


def _is_callout(section, style):
    return section["kind"] == "callout" and section["style"] == style


def _begins_a_part(section):
    is_part = section["kind"] in {"lines", "questions", "instructions"}
    return bool(section.get("heading")) and (is_part or _is_callout(section, "help"))


def _skipped(number, words):
    return Problem(
        gate="skipped_heading_level",
        section=number,
        quote=words,
        said=_("This subheading stands below no heading."),
        fix=_("Make it a heading, or put a heading above it."),
        may_be_overridden=True,
    )
