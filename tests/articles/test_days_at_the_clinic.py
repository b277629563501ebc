"""Dates are the clinic's: on the Pacific coast an evening is not tomorrow."""

from datetime import UTC, date, datetime

import pytest

from articles import reviewing, sitemaps
from tests.builders import (
    make_article,
    make_clinic,
    make_publication,
    make_reviewer,
    make_revision,
)

# 6 in the evening of November 23 where the clinic is, 2 in the morning UTC.
EVENING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


def test_in_the_evening_tomorrow_is_a_day_for_the_next_review():
    revision = make_revision(at=EVENING)

    reviewing.approve(
        revision, by=make_reviewer(), at=EVENING, review_due_on=date(2026, 11, 24)
    )

    assert revision.state == "approved"


def test_in_the_evening_three_years_end_on_todays_date():
    revision, reviewer = make_revision(at=EVENING), make_reviewer()

    with pytest.raises(ValueError, match="36 months"):
        reviewing.approve(
            revision, by=reviewer, at=EVENING, review_due_on=date(2029, 11, 24)
        )


def test_a_page_of_the_evening_is_listed_under_that_day():
    make_publication(make_article(slug="rest"), at=EVENING)

    days = {one.changed_on for group in sitemaps.groups() for one in group if one}

    assert date(2026, 11, 23) in days
    assert date(2026, 11, 24) not in days
