"""A value holds when a second clinician has signed it, and never before."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from articles import signing
from articles.models import (
    CareInstruction,
    Proposal,
    ProposalState,
    SignedInstruction,
    SignedSet,
)
from tests.builders import (
    NOON,
    make_change,
    make_person,
    make_proposal,
    make_reviewer,
    make_signed_instructions,
    sign,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = 60, 24 * 60


@pytest.fixture
def clinic(db):
    """A clinic whose instructions are all signed, as set number 1."""
    return make_signed_instructions()


def in_force(code):
    return CareInstruction.objects.in_force().known[code]


def frames_of(code, **changes):
    """Today's sentences, with the changed forms said in both languages."""
    return {
        language: said | {form: words[language] for form, words in changes.items()}
        for language, said in in_force(code).frames.items()
    }


# -- Who -------------------------------------------------------------------------------


def test_what_a_nurse_proposes_holds_when_a_reviewer_has_signed(clinic):
    nurse, reviewer = make_person("triage_nurse"), make_reviewer()
    change = make_change("ALCOHOL", starts=-72 * HOUR, ends=72 * HOUR)
    proposal = make_proposal(change, by=nurse, reason="A longer time is safer.")
    assert in_force("ALCOHOL").before == 48 * HOUR

    signed = signing.sign(proposal, by=reviewer, at=NOON)

    assert (signed.number, signed.proposed_by, signed.signed_by) == (2, nurse, reviewer)
    assert signed.reason == "A longer time is safer."
    held = signed.signed_instructions.get()
    assert held.source == "A leaflet"
    assert in_force("ALCOHOL").signed_id == held.pk
    assert in_force("ALCOHOL").before == 72 * HOUR
    assert held.previous.signed_set == clinic


def test_nobody_signs_their_own_proposal(clinic):
    reviewer = make_reviewer()
    proposal = make_proposal(make_change("ALCOHOL", ends=72 * HOUR), by=reviewer)

    with pytest.raises(signing.OwnProposal):
        signing.sign(proposal, by=reviewer, at=NOON)

    assert SignedSet.objects.count() == 1


def test_the_database_refuses_a_signer_who_is_the_proposer(clinic):
    reviewer = make_reviewer()

    with pytest.raises(IntegrityError), transaction.atomic():
        SignedSet.objects.create(
            number=9, proposed_by=reviewer, signed_by=reviewer, signed_at=NOON
        )


@pytest.mark.parametrize("model", [SignedSet, SignedInstruction])
@pytest.mark.parametrize(
    "move",
    [
        lambda rows: rows.update(id=F("id")),
        lambda rows: rows._raw_delete(rows.db),
    ],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_or_remove_what_was_signed(clinic, model, move):
    count = model.objects.count()

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        move(model.objects.all())

    assert model.objects.count() == count


# -- In time ---------------------------------------------------------------------------


def test_a_proposal_for_a_value_that_no_longer_holds_is_not_signed(clinic):
    first = make_proposal(make_change("ALCOHOL", ends=72 * HOUR))
    sign(make_change("ALCOHOL", ends=96 * HOUR))

    with pytest.raises(signing.StaleProposal):
        signing.sign(first, by=make_reviewer(), at=NOON)

    assert in_force("ALCOHOL").after == 96 * HOUR


def test_a_second_click_signs_nothing_twice(clinic):
    proposal = make_proposal(make_change("ALCOHOL", ends=72 * HOUR))
    signing.sign(proposal, by=make_reviewer(), at=NOON)

    with pytest.raises(signing.StaleProposal):
        signing.sign(proposal, by=make_reviewer(), at=NOON)

    assert SignedSet.objects.count() == 2


def test_what_was_taken_back_is_not_signed(clinic):
    proposal = make_proposal(make_change("ALCOHOL", ends=72 * HOUR))
    signing.take_back(proposal, by=proposal.proposed_by)

    with pytest.raises(signing.StaleProposal):
        signing.sign(proposal, by=make_reviewer(), at=NOON)
    with pytest.raises(signing.StaleProposal):
        signing.take_back(proposal, by=proposal.proposed_by)

    assert in_force("ALCOHOL").after == 48 * HOUR
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.WITHDRAWN


@pytest.mark.django_db(transaction=True)
def test_two_sets_that_overlap_are_not_both_signed(at_once):
    make_signed_instructions()
    longer = make_proposal(
        make_change("ALCOHOL", ends=72 * HOUR), make_change("KET_DRIVE", ends=2 * DAY)
    )
    longest = make_proposal(
        make_change("ALCOHOL", ends=96 * HOUR), make_change("SPR_STAY", ends=3 * HOUR)
    )
    reviewers = [make_reviewer("Ana"), make_reviewer("Ben")]

    done = at_once(
        lambda: signing.sign(longer, by=reviewers[0], at=NOON),
        lambda: signing.sign(longest, by=reviewers[1], at=NOON),
    )

    kinds = sorted(type(one).__name__ for one in done)
    assert kinds == ["SignedSet", "StaleProposal"]
    (signed,) = [one for one in done if isinstance(one, SignedSet)]
    held = CareInstruction.objects.filter(current__signed_set=signed)
    codes = set(held.values_list("code", flat=True))
    assert codes in ({"ALCOHOL", "KET_DRIVE"}, {"ALCOHOL", "SPR_STAY"})
    assert SignedSet.objects.count() == 2


# -- Limits, rules, sentences ----------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "fields", "said"),
    [
        ("KET_SOLIDS", {"starts": 0}, "has no length"),
        ("KET_SOLIDS", {"starts": 6 * HOUR}, "ends before it starts"),
        ("KET_SOLIDS", {"starts": -7 * DAY}, "is too long before the visit"),
        ("ALCOHOL", {"starts": -15 * DAY}, "is longer than 14 days"),
        ("ALCOHOL", {"ends": 23 * HOUR}, "is too short after the visit"),
        ("SPR_FOOD", {"starts": -HOUR}, "is too short before the visit"),
        ("SPR_DRIVE", {"end_rule": "rest_of_day"}, "ends by a looser rule"),
        ("ALCOHOL", {"end_rule": "next_day_after_sleep"}, "ends by a looser rule"),
        ("RIDE_HOME", {"starts": -2 * DAY}, "has a fixed time"),
        ("SAFETY_THOUGHTS", {"is_off": True}, "cannot be switched off"),
        ("SPR_STAY", {"is_off": True}, "cannot be switched off"),
        ("MEDS_KEEP", {"is_off": True}, "cannot be switched off"),
    ],
)
def test_a_value_outside_its_limits_is_not_signed(clinic, code, fields, said):
    with pytest.raises(signing.Refused) as refused:
        sign(make_change(code, **fields))

    found = [problem.said for problem in refused.value.args[0]]
    assert any(said in words and code in words for words in found)
    assert SignedSet.objects.count() == 1
    assert not Proposal.objects.filter(state=ProposalState.SIGNED).exclude(
        signed_set=clinic
    )


def test_a_set_that_breaks_two_rules_is_refused_with_both(clinic):
    with pytest.raises(signing.Refused) as refused:
        sign(make_change("KET_LIQUIDS", starts=-7 * HOUR))

    assert {problem.codes for problem in refused.value.args[0]} == {
        ("KET_HYDRATE", "KET_LIQUIDS"),
        ("KET_SOLIDS", "KET_LIQUIDS"),
    }
    assert in_force("KET_LIQUIDS").before == 2 * HOUR


def test_what_a_rule_ties_together_is_signed_together(clinic):
    hydrate = frames_of(
        "KET_HYDRATE",
        short={"en": "Drink water the day before.", "es": "Beba agua el día antes."},
    )

    sign(
        make_change("KET_LIQUIDS", starts=-4 * HOUR),
        make_change("KET_HYDRATE", ends=-4 * HOUR, frames=hydrate),
    )

    assert in_force("KET_LIQUIDS").before == in_force("KET_HYDRATE").gap == 4 * HOUR


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("No alcohol for {within} before.", None),
        ("No alcohol for {gap} before.", "{gap} in the short sentence (en)"),
        ("No alcohol for {} hours.", "{} in the short sentence (en)"),
        ("No alcohol for { before }.", "{ before } in the short sentence (en)"),
        ("No alcohol for before}.", "} in the short sentence (en)"),
        ("No alcohol for {hours}.", "{hours} in the short sentence (en)"),
        ("", "no short sentence in the language en"),
    ],
)
def test_a_sentence_that_cannot_be_said_is_not_signed(clinic, words, said):
    frames = frames_of("ALCOHOL", short={"en": words, "es": "Sin alcohol."})
    change = make_change("ALCOHOL", frames=frames)

    found = signing.problems(
        signing.proposed_values(make_proposal(change)),
        CareInstruction.objects.in_force(),
    )

    assert [said in problem.said for problem in found] == ([True] if said else [])


def test_a_language_without_its_sentences_is_not_signed(clinic):
    frames = {"en": in_force("ALCOHOL").frames["en"]}

    with pytest.raises(signing.Refused) as refused:
        sign(make_change("ALCOHOL", frames=frames))

    assert len(refused.value.args[0]) == 2  # the short and the full sentence


def test_words_that_say_the_time_are_written_anew_in_every_language(clinic):
    with pytest.raises(signing.Refused) as refused:
        sign(make_change("ADULT_AT_HOME", ends=24 * HOUR))

    found = refused.value.args[0]
    assert {problem.codes for problem in found} == {("ADULT_AT_HOME",)}
    assert len(found) == 6  # short, full and companion, in two languages


def test_a_rule_that_no_sentence_says_is_not_signed(clinic):
    with pytest.raises(signing.Refused) as refused:
        sign(make_change("ALCOHOL", end_rule="later_of_hours_and_sleep"))

    assert all("still the old one" in one.said for one in refused.value.args[0])
