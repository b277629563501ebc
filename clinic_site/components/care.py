"""The parts that care guidance is written in; stored articles contain their markup.

Each function returns finished HTML. Templates use it as a tag, Python calls it by name
with the same checked props. Class names are a contract: add, never rename. Lines and
texts are escaped unless they are marked safe. `heading_level` is 2, 3 or 4, and an
empty `heading` leaves the heading out unless the part has one of its own.
"""

from itertools import zip_longest

from django import template
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()

CARE_LEVELS = {
    "non_urgent": _("Non-urgent advice:"),
    "urgent": _("Urgent advice:"),
    "emergency": _("Emergency advice:"),
}
CARDS_FROM = 3  # columns of a table, with the one that names the rows
CALLOUT_KINDS = {"warning": _("Warning"), "tip": _("Tip"), "inset": ""}
DO_NOT = pgettext_lazy("before a line of a do-not list", "do not")
# A line that opens with one of these already says that it forbids.
FORBIDDING = pgettext_lazy(
    "openings of lines of a do-not list, separated by |",
    "do not|don't|don’t|never|no|avoid",
)


def part(name, **context):
    """Return the finished HTML of the component `name`; its heading has a level."""
    level = context.get("heading_level", 2)
    if level not in (2, 3, 4):
        raise template.TemplateSyntaxError(f"{name}: no heading level {level!r}")
    return render_to_string(f"components/{name}.html", context)


def known(name, kinds, kind):
    """Return what `kinds` says of `kind`; an unknown one raises."""
    if kind not in kinds:
        raise template.TemplateSyntaxError(f"{name}: unknown kind {kind!r}")
    return kinds[kind]


@register.simple_block_tag
def care_card(content, *, level, heading, calls="", heading_level=3, heading_id=""):
    """Tell a patient whom to contact and how soon.

    level: "non_urgent", "urgent" or "emergency", said in words as well as shown;
    calls: finished HTML of the ways to call (crisis_contact and its neighbours).

    Source: NHS digital service manual, pattern "Help users to decide when and where
    to get care".
    """
    return part(
        "care_card",
        level=level,
        spoken_level=known("care_card", CARE_LEVELS, level),
        heading=heading,
        content=content,
        calls=calls,
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.simple_tag
def do_list(*, lines, heading="", heading_level=3, heading_id=""):
    """List what to do, one line each."""
    return part(
        "do_list",
        lines=lines,
        heading=heading or _("Do"),
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.simple_tag
def dont_list(*, lines, heading="", heading_level=3, heading_id=""):
    """List what not to do; "do not" stands on every line."""
    return part(
        "dont_list",
        lines=lines,
        heading=heading or _("Do not"),
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.filter
def needs_do_not(line):
    """Whether `line` of a do-not list does not yet say that it forbids."""
    said = str(line).lstrip().lower()
    openings = str(FORBIDDING).lower().split("|")
    return not any(said.startswith(f"{opening} ") for opening in openings)


@register.simple_tag
def do_not():
    """The words before a line of a do-not list that lacks them."""
    return DO_NOT


@register.simple_block_tag
def do_dont(content):
    """Set a do list and a do-not list side by side."""
    return part("do_dont", content=content)


@register.simple_block_tag
def callout(content, *, kind, heading="", heading_level=3, heading_id=""):
    """Set words apart: a warning, a tip, or an inset that stresses nothing.

    kind: "warning", "tip" or "inset"; the first two say so in words.
    """
    spoken = known("callout", CALLOUT_KINDS, kind)
    says_so = str(spoken).lower() in str(heading).lower()
    return part(
        "callout",
        kind=kind,
        spoken_kind="" if says_so else spoken,
        heading=heading,
        content=content,
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.simple_tag
def steps(*, items, heading="", heading_level=2, heading_id=""):
    """Number what happens in order. items: list of {lead?, text}, the lead in bold."""
    return part(
        "steps",
        items=items,
        heading=heading,
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.simple_tag
def timeline(*, items, heading="", heading_level=2, heading_id=""):
    """Hang what happens on a line of time.

    items: list of {when?, text, note?}.
    """
    return part(
        "timeline",
        items=items,
        heading=heading,
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.simple_tag
def checklist(*, items, heading="", heading_level=2, heading_id=""):
    """Offer boxes to tick with a pen or a thumb; nothing is stored.

    items: list of {text, note?}.
    """
    return part(
        "checklist",
        items=items,
        heading=heading,
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.simple_block_tag
def expander(content, *, heading, is_open=False):
    """Keep words folded until they are asked for; print shows them."""
    return part("expander", heading=heading, content=content, is_open=is_open)


@register.simple_tag
def questions(*, items, heading="", heading_level=2, heading_id=""):
    """List questions people ask. items: list of {question, answer}.

    A blank line in an answer starts a new paragraph.
    """
    return part(
        "questions",
        items=items,
        heading=heading,
        heading_level=heading_level,
        heading_id=heading_id,
    )


@register.simple_tag
def comparison_table(*, caption, headers, rows):
    """Compare a few things. The first cell of each row names the row.

    Two things or more are too wide for a telephone: there each row is a card, and
    every cell says which thing it is about.
    """
    labelled = [list(zip_longest(headers[: len(row)], row)) for row in rows]
    wide = len(headers) >= CARDS_FROM
    return part(
        "comparison_table", caption=caption, headers=headers, rows=labelled, wide=wide
    )


@register.simple_tag
def short_sources(*, items):
    """Name on paper what the words rest on. items: list of {title, …}."""
    return part("short_sources", items=items)


@register.simple_block_tag
def figure(content, *, caption="", shows="drawing"):
    """Show a drawing or picture with the words that belong to it.

    shows: "drawing" or "picture"; a picture may be as wide as a table.
    """
    known("figure", {"drawing": "", "picture": ""}, shows)
    return part("figure", content=content, caption=caption, shows=shows)
