"""No published page holds a care number that does not come from a signed value."""

import pytest

from articles import gates, publishing
from articles.gates.care_numbers import care_numbers_in
from articles.models import CareInstruction, Publication
from tests.builders import (
    list_care,
    make_article,
    make_clinic,
    make_publication,
    make_revision,
    make_signed_instructions,
    quote,
)
from tests.care_elements import Body

pytestmark = pytest.mark.django_db


def test_the_scan_finds_what_is_typed():
    body = Body(
        '<p data-instruction="KET_DRIVE">No driving for <b>24 hours</b>.</p>'
        "<p>Do not drive for <strong>5 hours</strong>.</p>"
    )

    assert body.values == [["KET_DRIVE", "No driving for 24 hours."]]
    assert care_numbers_in(body.rest, "en") == ["Do not drive for 5 hours."]


# -- What stops publishing -----------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Do not drive for 24 hours."),
        ("es", "No maneje durante 24 horas."),
        ("en", "No alcohol. Wait two days."),
        ("es", "No beba alcohol hasta el día siguiente."),
    ],
)
def test_a_typed_care_number_is_not_published(language, words):
    make_signed_instructions()
    article = make_article(f"<p>{words}</p>", language=language)

    with pytest.raises(publishing.Refused) as refused:
        make_publication(article)

    (problem,) = {one.gate for one in refused.value.args[0]}
    assert problem == "typed_care_number"
    assert not Publication.objects.exists()


def test_an_instruction_that_nobody_signed_is_not_published():
    make_signed_instructions("KET_DRIVE")
    make_clinic()
    quoting = quote(make_article(), "KET_DRIVE", "ALCOHOL")
    listing = list_care(make_article(), treatment="tms", stage="during")

    for article, missing in [
        (quoting, {"ALCOHOL"}),
        (listing, {"TMS_METAL_OFF", "TMS_EARS"}),
    ]:
        with pytest.raises(publishing.Refused) as refused:
            make_publication(article)
        found = refused.value.args[0]
        assert {one.instruction for one in found} == missing
        assert {one.gate for one in found} == {"unsigned_instruction"}

    assert not Publication.objects.exists()


def test_a_problem_says_where_it_stands_and_how_to_mend_it():
    make_signed_instructions("KET_DRIVE")
    article = quote(make_article("<p>Do not drive for 5 hours.</p>"), "ALCOHOL")
    revision = make_revision(article)

    found = gates.problems(revision.content, CareInstruction.objects.in_force())

    assert {(one.section, one.quote or one.instruction) for one in found} == {
        (1, "Do not drive for 5 hours."),
        (2, "ALCOHOL"),
    }
    assert all(one.said and one.fix for one in found)
