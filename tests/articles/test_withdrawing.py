"""A page is taken back for cause: patients read why, and the record stays whole."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from articles import digests, live, publishing, withdrawing
from articles.models import Article, Publication, ScheduledPublication, Withdrawal
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
WHY = "The advice about food was wrong."


@pytest.fixture
def clinic():
    return make_clinic()


@pytest.fixture
def page():
    return make_publication(make_article(title="Rest", slug="rest"))


def withdraw(publication, *, at=LATER, reason=WHY):
    article = Article.objects.get(pk=publication.article_id)
    return withdrawing.withdraw(article, by=make_reviewer(), at=at, reason=reason)


def test_a_withdrawn_page_is_gone_and_says_why(clinic, page):
    withdraw(page)

    answer = Client().get("/articles/rest/")

    words = answer.content.decode()
    assert answer.status_code == 410
    assert WHY in words
    assert "988" in words
    assert 'href="/articles/rest/history/"' in words
    assert 'href="/articles/"' in words
    assert "Lie down." not in words
    assert "noindex" in words


def test_a_withdrawn_fixed_page_is_gone_too(clinic):
    withdraw(make_publication(make_article(place="costs", slug="prices")))

    answer = Client().get("/costs/")

    assert answer.status_code == 410
    assert WHY in answer.content.decode()


def test_a_withdrawn_page_leaves_every_list(clinic, page):
    assert [one.title for one in live.pages("en")] == ["Rest"]

    withdraw(page)
    live.forget()

    assert live.pages("en") == []


def test_a_page_that_never_was_there_is_still_not_found(clinic):
    make_article(slug="rest")

    assert Client().get("/articles/rest/").status_code == 404


def test_newer_approved_words_bring_a_withdrawn_page_back(clinic, page):
    withdraw(page)

    again = make_publication(Article.objects.get(), at=LATER + timedelta(hours=1))

    assert Article.objects.get().current == again
    assert (again.number, again.previous) == (2, page)
    assert list(digests.faults()) == []
    assert Client().get("/articles/rest/").status_code == 200


def test_the_words_that_were_withdrawn_do_not_come_back(page):
    withdraw(page)

    with pytest.raises(publishing.Overtaken):
        publishing.publish(page.revision, at=LATER)

    assert Article.objects.get().current is None


def test_what_nobody_reads_cannot_be_withdrawn(page):
    withdraw(page)

    with pytest.raises(withdrawing.NotLive):
        withdraw(page)

    assert Withdrawal.objects.count() == 1


def test_a_withdrawal_without_a_reason_is_none(page):
    with pytest.raises(ValueError, match="reason"):
        withdraw(page, reason="  ")

    assert Article.objects.get().current == page


def test_a_withdrawal_is_never_changed(page):
    withdraw(page)

    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.update(reason="No reason.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.all().delete()

    assert Withdrawal.objects.get().reason == WHY


def test_withdrawing_takes_back_what_waits_to_go_live(page):
    revision = make_revision(Article.objects.get())
    ScheduledPublication.objects.create(
        revision=revision, go_live_at=LATER, by=make_person()
    )

    withdraw(page)

    assert ScheduledPublication.objects.get().state == "taken_back"


def test_two_reviewers_withdraw_a_page_once(at_once):
    page = make_publication()
    article = Article.objects.get()
    one, other = make_reviewer(), make_reviewer("Ben")

    outcomes = at_once(
        lambda: withdrawing.withdraw(article, by=one, at=LATER, reason=WHY),
        lambda: withdrawing.withdraw(article, by=other, at=LATER, reason=WHY),
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["NotLive", "Withdrawal"]
    assert Withdrawal.objects.get().publication == page
    assert Publication.objects.count() == 1
