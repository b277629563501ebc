"""What comes with the software is only a proposal until a clinician signs it."""

import pytest

from articles import shipped, signing
from articles.models import CareInstruction, Proposal, ProposalState, SignedSet
from articles.starter import first_signature
from tests.builders import NOON, make_person

pytestmark = pytest.mark.django_db


def unsigned_codes():
    return [row.instruction.code for row in shipped.unsigned()]


def test_a_new_clinic_gets_every_instruction_and_none_of_them_signed():
    proposal = shipped.load_shipped(NOON)

    assert CareInstruction.objects.count() == proposal.values.count() == 37
    assert proposal.proposed_by is None
    assert not any(value.signed_id for value in CareInstruction.objects.in_force())


def test_loading_again_changes_nothing_that_is_there():
    shipped.load_shipped(NOON)
    CareInstruction.objects.filter(code="ALCOHOL").update(names={"en": "Our word"})

    again = shipped.load_shipped(NOON)

    assert again is None
    assert Proposal.objects.count() == 1
    assert CareInstruction.objects.get(code="ALCOHOL").names == {"en": "Our word"}


def test_an_instruction_that_came_later_is_proposed_by_itself():
    shipped.load_shipped(NOON)
    shipped.sign_shipped(unsigned_codes(), by=make_person("medical_reviewer"), at=NOON)
    CareInstruction.objects.filter(code="TMS_EARS").update(current=None)

    proposal = shipped.load_shipped(NOON)

    assert [row.instruction.code for row in proposal.values.all()] == ["TMS_EARS"]


def test_a_group_is_signed_and_the_rest_goes_on_waiting():
    shipped.load_shipped(NOON)
    reviewer = make_person("medical_reviewer")

    signed = shipped.sign_shipped(["KET_DRIVE", "RIDE_HOME"], by=reviewer, at=NOON)

    assert signed.signed_by == reviewer
    assert signed.proposed_by is None
    assert len(shipped.unsigned()) == 35
    in_force = CareInstruction.objects.in_force()
    assert in_force.active("KET_DRIVE").signed_id
    assert not in_force.is_signed("ALCOHOL")


def test_the_last_group_leaves_no_empty_proposal_behind():
    shipped.load_shipped(NOON)

    shipped.sign_shipped(unsigned_codes(), by=make_person("medical_reviewer"), at=NOON)

    assert [one.state for one in Proposal.objects.all()] == [ProposalState.SIGNED]
    assert SignedSet.objects.get().signed_instructions.count() == 37


def test_what_somebody_signed_meanwhile_is_not_signed_again():
    shipped.load_shipped(NOON)
    reviewer = make_person("medical_reviewer")
    shipped.sign_shipped(["ALCOHOL"], by=reviewer, at=NOON)

    with pytest.raises(signing.StaleProposal):
        shipped.sign_shipped(["ALCOHOL", "KET_DRIVE"], by=reviewer, at=NOON)

    assert SignedSet.objects.count() == 1
    assert len(shipped.unsigned()) == 36


def test_the_demonstration_signs_as_somebody_who_says_what_they_are():
    make_person(username="reviewer", first_name="Ana", last_name="R (demonstration)")

    first_signature.load_instructions(at=NOON)

    signer = SignedSet.objects.get().signed_by.get_full_name()
    assert signer == "Ana R (demonstration)"
    assert shipped.unsigned() == []
