"""Signed care instructions as pages show them; stored articles contain their markup.

As in care.py: class names are a contract, functions return finished HTML.
"""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .care import known, needs_do_not, part

register = template.Library()

SEVERITIES = {
    "must": pgettext_lazy("how binding a care instruction is", "Must"),
    "should": pgettext_lazy("how binding a care instruction is", "Should"),
    "may": pgettext_lazy("how binding a care instruction is", "You may"),
}
INSTRUCTION_STYLES = {"list", "do_dont", "checklist"}


@register.simple_tag
def care_instruction(*, code, severity, kind, sentence):
    """State one signed care instruction, and in words how binding it is.

    severity: "must", "should" or "may"; sentence: finished HTML.
    """
    spoken = known("care_instruction", SEVERITIES, severity)
    item = {"code": code, "severity": severity, "kind": kind, "sentence": sentence}
    return part("care_instruction", item=item | {"spoken_severity": spoken})


@register.simple_block_tag
def short_version(content, *, items=(), heading="", heading_id="short-version"):
    """Give the answer before the article: three to five lines, as one list.

    items: signed instructions before the words, a list of {code, severity, sentence};
    one without a sentence is not signed yet.
    """
    return part(
        "short_version",
        heading=heading or _("The short version"),
        heading_id=heading_id,
        content=_opened_by(_with_words(items), str(content).strip()),
    )


def _with_words(items):
    return [
        item | {"spoken_severity": known("short_version", SEVERITIES, item["severity"])}
        if "sentence" in item
        else item
        for item in items
    ]


def _opened_by(items, words):
    """Return `words` with `items` first in their list, so that it is read as one."""
    if not items:
        return mark_safe(words)
    lines = part("short_version_lines", items=items).strip()
    if words.startswith("<ul>"):
        return mark_safe(words.replace("<ul>", f"<ul>{lines}", 1))
    return mark_safe(f"<ul>{lines}</ul>{words}")


@register.simple_tag
def calm_step(*, number, total, sentence, code="", severity="", lead=""):
    """Show one thing to do on a screen of its own, for somebody who is drowsy.

    number of total, from 1; sentence: finished HTML; severity as in care_instruction,
    or empty for words that are no instruction; lead: what the sentence needs before it.
    """
    spoken = known("calm_step", SEVERITIES, severity) if severity else ""
    return part(
        "calm_step",
        number=number,
        total=total,
        sentence=sentence,
        code=code,
        spoken_severity=spoken,
        lead=lead,
    )


@register.simple_tag
def plan_lines(*, items):
    """Hang the lines of a care plan on a line of time.

    items: list of {when, sentence, severity?, code?, note?, is_past?}; the one that
    only has {when, is_now} marks the present moment. A time is shown once for all
    lines of it, and said with each.
    """
    before = [None, *(item["when"] for item in items)]
    shown = [
        item
        | {
            "spoken_severity": SEVERITIES.get(item.get("severity")),
            "is_same_time": item["when"] == earlier,
        }
        for item, earlier in zip(items, before, strict=False)
    ]
    return part("plan_lines", items=shown)


@register.simple_tag
def unsigned_instruction(*, code):
    """Say in a preview that a care instruction still lacks its signature."""
    return part("unsigned_instruction", code=code)


@register.simple_tag
def care_instructions(*, items, style, heading="", heading_level=2, heading_id=""):
    """List signed care instructions, the binding ones first.

    items: list of {code, severity, kind, sentence}; style: "list", "do_dont" (a line
    stands under "do not" only if it forbids in its own words; a side without a line is
    left out) or "checklist".
    """
    if style not in INSTRUCTION_STYLES:
        raise template.TemplateSyntaxError(f"care_instructions: no style {style!r}")
    shown = [
        item
        | {"spoken_severity": known("care_instructions", SEVERITIES, item["severity"])}
        for item in items
    ]
    return part(
        "care_instructions",
        items=shown,
        does=[item for item in shown if not _forbids(item)],
        donts=[item for item in shown if _forbids(item)],
        style=style,
        heading=heading,
        heading_level=heading_level,
        heading_id=heading_id,
    )


def _forbids(item):
    return item["kind"] == "avoid" and not needs_do_not(item["sentence"])
