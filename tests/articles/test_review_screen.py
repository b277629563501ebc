"""The reviewer's page is read by clinicians who never heard of a diff."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from articles import reviewing
from articles.models import Article, Publication, TextSection
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
)

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]


def page_of(revision, step="change"):
    return reverse(f"admin:articles_revision_{step}", args=[revision.pk])


def seen_by(person, revision):
    desk = Client()
    desk.force_login(person)
    with time_machine.travel(NOON, tick=False):
        return desk.get(page_of(revision))


def test_what_changes_in_one_place_stands_together_with_its_key():
    make_clinic()
    make_publication(make_article("<p>Lie down twice. Then eat.</p>", title="Rest"))
    TextSection.objects.update(html="<p>Lie down thrice. Then drink. Call us.</p>")
    revision = make_revision(Article.objects.get())

    page = seen_by(make_reviewer(), revision)

    assert [one["name"] for one in page.context["changes"]] == ["Rest"]
    assert "<ins>underlined words</ins> are new" in page.content.decode()


def test_first_words_are_said_to_be_all_new_and_unchanged_ones_to_be_the_same():
    make_clinic()
    article = make_article()
    first = make_revision(article)
    said = [seen_by(make_reviewer(), first).content.decode()]
    make_publication(article)
    said += [seen_by(make_reviewer(), make_revision(article)).content.decode()]

    assert ["Everything on this page is new" in one for one in said] == [True, False]
    assert ["No word changes." in one for one in said] == [False, True]


def test_a_reviewer_is_told_before_the_verdict_that_something_stops_it():
    make_clinic()
    stopped, free = make_revision(make_article("<h3>Rest</h3>")), make_revision()

    said = [seen_by(make_reviewer(), one).content.decode() for one in (stopped, free)]

    assert ["Something still stops publishing" in one for one in said] == [True, False]


# -- Who does what ---------------------------------------------------------------------


def test_an_editor_neither_approves_nor_lets_words_go_live():
    waiting = make_revision()
    approved = make_revision()
    reviewing.approve(
        approved, by=make_reviewer(), at=NOON, review_due_on=NOON.date().replace(2027)
    )
    editor = Client()
    editor.force_login(make_person("editor"))

    answers = [
        editor.post(page_of(waiting, "verdict"), {"verdict": "approved"}),
        editor.post(page_of(approved, "go_live")),
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert not Publication.objects.exists()


def test_a_reviewer_reads_working_copies_and_changes_none():
    article = make_article()
    reviewer = Client()
    reviewer.force_login(make_reviewer())
    change = reverse("admin:articles_article_change", args=[article.pk])

    answers = [
        reviewer.post(change, {"title": "Other"}),
        reviewer.post(reverse("admin:articles_article_add"), {"title": "Other"}),
        reviewer.post(page_of(make_revision(), "restore"), {"is_meant": "1"}),
    ]

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert not Article.objects.filter(title="Other").exists()


@pytest.mark.parametrize("role", ["editor", "medical_reviewer"])
def test_those_who_write_and_review_see_no_request(role):
    make_clinic()
    desk = Client()
    desk.force_login(make_person(role))

    answer = desk.get(reverse("admin:appointments_appointmentrequest_changelist"))

    assert answer.status_code == 403
    rooms = desk.get("/admin/").context["rooms"]
    assert not [one for one in rooms if "appointment" in one["url"]]
