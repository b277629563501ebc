"""Who may answer for an article's words, and when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from articles import reviewing
from articles.models import MedicalReview, Revision, RevisionAuthor, RevisionState
from tests.builders import (
    NOON,
    make_article,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 11, 1)


def test_sending_freezes_the_words():
    article = make_article(html="<p>Before</p>")
    revision = make_revision(article)

    article.articles_textsection_set.update(html="<p>After</p>")

    revision.refresh_from_db()
    assert revision.content["sections"] == [{"kind": "text", "html": "<p>Before</p>"}]


def test_an_article_without_sections_cannot_be_sent():
    article = make_article()
    article.articles_textsection_set.all().delete()

    with pytest.raises(reviewing.NothingToSend):
        reviewing.submit(article, by=make_person(), at=NOON)

    assert not Revision.objects.waiting().exists()


def test_an_author_cannot_approve_their_own_words():
    reviewer = make_reviewer()
    revision = make_revision(author=reviewer)

    with pytest.raises(reviewing.OwnWords):
        reviewing.approve(revision, by=reviewer, at=NOON, review_due_on=NEXT_YEAR)

    revision.refresh_from_db()
    assert revision.state == RevisionState.SUBMITTED


def test_the_database_itself_refuses_a_reviewer_who_is_an_author():
    author = make_person()
    revision = make_revision(author=author)

    with pytest.raises(IntegrityError, match="own words"), transaction.atomic():
        MedicalReview.objects.create(
            revision=revision,
            reviewer=author,
            verdict="approved",
            at=NOON,
            review_due_on=NEXT_YEAR,
        )

    assert not MedicalReview.objects.exists()


def test_whoever_wrote_since_the_last_publication_stays_an_author():
    first, second = make_person(), make_person()
    article = make_article()
    earlier = make_revision(article, author=first)
    reviewing.request_changes(earlier, by=make_reviewer(), at=NOON, comments="Shorter.")

    later = make_revision(article, author=second)

    assert later.is_by(first)
    assert later.is_by(second)


def test_after_a_publication_the_authors_start_anew():
    first, second = make_person(), make_person()
    article = make_article()
    make_publication(article, author=first)
    article.refresh_from_db()

    later = make_revision(article, author=second)

    assert not later.is_by(first)


def test_nobody_can_be_written_out_of_the_authors_of_frozen_words():
    revision = make_revision()

    with pytest.raises(IntegrityError, match="do not change"), transaction.atomic():
        RevisionAuthor.objects.filter(revision=revision).delete()

    assert RevisionAuthor.objects.filter(revision=revision).count() == 1


def test_frozen_words_cannot_be_changed_in_the_database():
    revision = make_revision()

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(content={"title": "Other"})


def test_two_reviewers_cannot_both_decide():
    revision = make_revision()
    seen_by_second = Revision.objects.get()
    reviewing.approve(revision, by=make_reviewer(), at=NOON, review_due_on=NEXT_YEAR)

    with pytest.raises(reviewing.NotWaiting):
        reviewing.request_changes(
            seen_by_second, by=make_reviewer(), at=NOON, comments="No."
        )

    assert MedicalReview.objects.count() == 1


def test_sending_again_replaces_what_the_reviewer_sees():
    article = make_article()
    first = make_revision(article)

    second = make_revision(article)

    assert list(Revision.objects.waiting()) == [second]
    first.refresh_from_db()
    assert first.state == RevisionState.CHANGES_REQUESTED


@pytest.mark.parametrize("due", [date(2026, 11, 23), date(2029, 11, 24)])
def test_a_review_lapses_within_three_years(due):
    revision = make_revision()

    with pytest.raises(ValueError, match="36 months"):
        reviewing.approve(revision, by=make_reviewer(), at=NOON, review_due_on=due)

    assert not MedicalReview.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 36, date(2029, 12, 31)),
    ],
)
def test_months_later_stays_within_the_month(day, months, expected):
    assert reviewing.months_later(day, months) == expected
