"""Proposing values of care instructions, and a clinician's signature on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from . import publishing
from .instructions import Problem, Value, Values, limit_problems, rule_problems
from .instructions.frames import frame_problems, stale_frame_problems
from .models import (
    CareInstruction,
    Cause,
    Proposal,
    ProposalState,
    ProposedValue,
    SignedInstruction,
    SignedSet,
    SigningTurn,
)


class OwnProposal(Exception):
    """The signer proposed these values."""


class StaleProposal(Exception):
    """Something it would replace was signed anew, or it is no longer open."""


class Refused(Exception):
    """The values break a limit or a rule; the argument is the list of Problems."""


@dataclass(frozen=True)
class Change:
    """What somebody proposes for one instruction; minutes count from its anchor."""

    code: str
    starts: int | None
    ends: int | None
    end_rule: str
    unit: str
    frames: dict
    source: str = ""
    is_off: bool = False


@transaction.atomic
def propose(changes: Iterable[Change], *, by, at, reason="") -> Proposal:
    """Store values for a clinician to sign; `by` is None for what was shipped."""
    proposal = Proposal.objects.create(proposed_by=by, proposed_at=at, reason=reason)
    named = {change.code: vars(change) for change in changes}
    known = CareInstruction.objects.in_bulk(named, field_name="code")
    ProposedValue.objects.bulk_create(
        ProposedValue(
            proposal=proposal,
            instruction=known[code],
            replaces_id=known[code].current_id,
            **{name: said for name, said in fields.items() if name != "code"},
        )
        for code, fields in named.items()
    )
    return proposal


def take_back(proposal, *, by):
    """Withdraw an open proposal. Raises StaleProposal when it is no longer open."""
    still_open = Proposal.objects.open().filter(pk=proposal.pk)
    if not still_open.update(state=ProposalState.WITHDRAWN):
        raise StaleProposal(proposal)


def proposed_values(proposal) -> list[Value]:
    """Return the proposal's values as they would be signed."""
    rows = proposal.values.select_related("instruction__current")
    return [row.instruction.as_value(row) for row in rows]


def problems(changes: list[Value], in_force: Values) -> list[Problem]:
    """Return all that forbids signing `changes` together on top of what is in force."""
    languages = [code for code, _name in settings.LANGUAGES]
    found = []
    for value in changes:
        before = in_force.known.get(value.code)
        found += limit_problems(value)
        found += frame_problems(value, languages)
        found += stale_frame_problems(value, before)
    return found + rule_problems(in_force.with_changes(changes))


@transaction.atomic
def sign(proposal, *, by, at):
    """Put the proposal's values in force and re-issue every live page they change.

    One transaction: no reader ever sees an old value beside a new one. Returns the
    signed set. Raises OwnProposal, StaleProposal or Refused; nothing is stored then.
    """
    SigningTurn.take()
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _still_fits(proposal, by)
    before = CareInstruction.objects.in_force()
    if found := problems(proposed_values(proposal), before):
        raise Refused(found)
    signed = _signed_set(proposal, by, at)
    proposal.state, proposal.signed_set = ProposalState.SIGNED, signed
    proposal.save(update_fields=["state", "signed_set"])
    after = CareInstruction.objects.in_force()
    publishing.reissue(before=before, after=after, at=at, cause=Cause.INSTRUCTION)
    return signed


def _still_fits(proposal, by):
    if proposal.proposed_by_id == by.pk:
        raise OwnProposal(proposal)
    if proposal.state != ProposalState.OPEN:
        raise StaleProposal(proposal)
    for row in proposal.values.select_related("instruction"):
        if row.replaces_id != row.instruction.current_id:
            raise StaleProposal(proposal)


def _signed_set(proposal, by, at):
    signed = SignedSet.objects.create(
        number=SignedSet.objects.latest_number() + 1,
        proposed_by=proposal.proposed_by,
        signed_by=by,
        signed_at=at,
        reason=proposal.reason,
    )
    rows = proposal.values.select_related("instruction__current")
    held = SignedInstruction.objects.bulk_create(
        SignedInstruction(
            signed_set=signed,
            instruction=row.instruction,
            previous=row.instruction.current,
            source=row.source,
            **row.value_fields(),
        )
        for row in rows
    )
    for one in held:
        one.instruction.current = one
    CareInstruction.objects.bulk_update([one.instruction for one in held], ["current"])
    return signed
