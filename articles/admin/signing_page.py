"""What a medical reviewer sees before signing: values, rules, pages, sentences."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles import gates, signing, where_used
from articles.instructions import Values
from articles.instructions.for_desk import in_brief, range_in_words, sides
from articles.models import CareInstruction, ProposalState
from clinic_site import staff

from . import comparing

PROPOSE = "articles.propose_careinstruction"
SIGN = "articles.sign_careinstruction"


@dataclass(frozen=True)
class Compared:
    """One proposed value beside what it replaces."""

    row: Any
    instruction: Any
    held: Any
    today: str
    brief: str
    lines: list
    ranges: list
    sentences: list
    is_overtaken: bool


def context(proposal, user):
    """Return all that the signing page shows to `user`."""
    rows = list(
        proposal.values.select_related(
            "instruction__current__signed_set__signed_by",
            "replaces__signed_set__signed_by",
        ).order_by("instruction__position")
    )
    is_open = proposal.state == ProposalState.OPEN
    known = {one.code: one for one in CareInstruction.objects.select_related("current")}
    in_force = Values.of(one.as_value() for one in known.values())
    values = [row.instruction.as_value(row) for row in rows]
    compared = [_compared(row, is_open) for row in rows]
    problems = signing.problems(values, in_force) if is_open else []
    pages = where_used.pages_changed_by(values, in_force) if is_open else []
    return {
        "row": proposal,
        "title": names_of(rows),
        "subtitle": None,
        "proposer": name_of(proposal.proposed_by),
        "is_open": is_open,
        "is_own": proposal.proposed_by_id == user.pk,
        "may_sign": user.has_perm(SIGN),
        "may_take_back": may_take_back(proposal, user),
        "may_propose": user.has_perm(PROPOSE),
        "values": compared,
        "overtaken": [one for one in compared if is_open and one.is_overtaken],
        "problems": comparing.named(problems, known),
        "missing": _missing(problems, values),
        "pages": [(page, *_described(page)) for page in pages],
        "signed_set": proposal.signed_set,
        "reissued": where_used.reissued_by(proposal.signed_set)
        if proposal.signed_set
        else 0,
    }


def _missing(problems, values):
    """Return the codes that a mended set would need as well, sorted."""
    there = {value.code for value in values}
    return sorted({code for one in problems for code in one.codes} - there)


def _compared(row, is_open):
    value = row.instruction.as_value(row)
    held = row.instruction.current if is_open else row.replaces
    today = row.instruction.as_value(held) if held else None
    return Compared(
        row=row,
        instruction=row.instruction,
        held=held,
        today=in_brief(today) if today else "",
        brief=in_brief(value),
        lines=comparing.lines(today, value) if is_open and not value.is_off else [],
        ranges=[
            (comparing.SIDE_WORDS[side], range_in_words(value, side))
            for side in sides(value)
        ],
        sentences=comparing.sentences(today, value),
        is_overtaken=row.replaces_id != row.instruction.current_id,
    )


def _described(page):
    """Return the page's marked sentences, and how often a number is typed in it."""
    said = [comparing.marked(one.before, one.after) for one in page.sentences]
    return said, len(gates.typed_care_numbers(page.publication.content))


def may_take_back(proposal, user):
    """Whoever proposed it, or a signer; what was shipped only waits."""
    if proposal.state != ProposalState.OPEN or proposal.proposed_by_id is None:
        return False
    return proposal.proposed_by_id == user.pk or user.has_perm(SIGN)


def names_of(rows):
    """Return the instructions' names: "Alcohol", "No food, No drinks", "37 …"."""
    names = [str(row.instruction) for row in rows]
    if len(names) > 4:
        return _("%d care instructions") % len(names)
    return ", ".join(names)


def name_of(person):
    """Return who proposed it; nobody proposed what came with the software."""
    if person is None:
        return _("came with the software")
    return staff.name_of(person)
