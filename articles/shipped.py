"""What comes with the software: loading the instructions, and their first signature.

What is loaded is a proposal of nobody's. It holds nowhere until a clinician signs it.
"""

import json

from django.conf import settings
from django.db import transaction

from . import signing
from .models import (
    CareInstruction,
    Proposal,
    ProposalState,
    ProposedValue,
    SignedSet,
)

FILE = settings.BASE_DIR / "content" / "instructions.json"
FACTS = (
    "names", "family", "treatments", "stages", "kind", "severity", "anchor", "lock",
    "limits",
)  # fmt: skip
VALUE = ("starts", "ends", "end_rule", "unit", "frames", "source")


@transaction.atomic
def load_shipped(at) -> Proposal | None:
    """Add the instructions that are not there yet and propose those without a value.

    Never touches an instruction that is there. Returns the new proposal, or None when
    everything is signed or waits already.
    """
    entries = json.loads(FILE.read_text(encoding="utf-8"))["instructions"]
    _store(entries)
    waiting = ProposedValue.objects.filter(proposal__state=ProposalState.OPEN)
    unproposed = CareInstruction.objects.filter(current=None).exclude(
        pk__in=waiting.values("instruction")
    )
    changes = [signing.Change(one.code, **one.shipped) for one in unproposed]
    return signing.propose(changes, by=None, at=at) if changes else None


def unsigned() -> list[ProposedValue]:
    """Return the shipped values that wait for their first signature, in their order."""
    found = ProposedValue.objects.filter(
        proposal__state=ProposalState.OPEN,
        proposal__proposed_by=None,
        instruction__current=None,
    )
    return list(
        found.select_related("instruction", "proposal").order_by(
            "instruction__position"
        )
    )


@transaction.atomic
def sign_shipped(codes, *, by, at) -> SignedSet:
    """Sign the shipped values of `codes` as one set; the rest goes on waiting.

    Raises signing.StaleProposal when one of them was signed meanwhile, or
    signing.Refused; nothing is stored then.
    """
    chosen = [row for row in unsigned() if row.instruction.code in set(codes)]
    if not chosen or {row.instruction.code for row in chosen} != set(codes):
        raise signing.StaleProposal(sorted(codes))
    emptied = {row.proposal_id for row in chosen}
    apart = Proposal.objects.create(proposed_by=None, proposed_at=at)
    ProposedValue.objects.filter(pk__in=[row.pk for row in chosen]).update(
        proposal=apart
    )
    _close(emptied)
    return signing.sign(apart, by=by, at=at)


def _store(entries):
    known = set(CareInstruction.objects.values_list("code", flat=True))
    CareInstruction.objects.bulk_create(
        [
            CareInstruction(
                code=entry["code"],
                **{name: entry[name] for name in FACTS},
                position=position,
                shipped={name: entry[name] for name in VALUE},
            )
            for position, entry in enumerate(entries, start=1)
            if entry["code"] not in known
        ],
        # Somebody else may load them at this moment.
        ignore_conflicts=True,
    )


def _close(proposals):
    """Put away what holds nothing any more that could still be signed."""
    waiting = {row.proposal_id for row in unsigned()}
    found = Proposal.objects.filter(pk__in=proposals - waiting)
    found.filter(values=None).delete()
    found.update(state=ProposalState.WITHDRAWN)
