"""What patients read is rendered once, kept for ever and chained."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from articles import publishing
from articles.models import Article, Publication
from clinic_site import append_only
from tests.builders import NOON, make_article, make_publication, make_revision

pytestmark = pytest.mark.django_db


def test_words_that_nobody_approved_are_not_published():
    revision = make_revision()

    with pytest.raises(publishing.NotApproved):
        publishing.publish(revision, at=NOON)

    assert not Publication.objects.exists()


def test_a_publication_becomes_what_patients_read():
    publication = make_publication()

    assert Publication.objects.live().get() == publication
    assert "<p>Lie down.</p>" in publication.body_html


def test_publishing_twice_by_a_second_click_makes_one_publication():
    first = make_publication()

    second = publishing.publish(first.revision, at=NOON + timedelta(seconds=1))

    assert second == first
    assert Publication.objects.count() == 1


def test_an_older_revision_does_not_come_back_over_a_newer_one():
    article = make_article()
    first = make_publication(article)
    article.refresh_from_db()
    make_publication(article)

    with pytest.raises(publishing.Overtaken):
        publishing.publish(first.revision, at=NOON)

    assert Publication.objects.count() == 2


def test_each_publication_is_chained_to_the_one_before():
    article = make_article()
    first = make_publication(article)
    article.refresh_from_db()

    second = make_publication(article)

    assert (second.previous, second.number) == (first, 2)
    assert second.previous_digest == first.digest


@pytest.mark.parametrize(
    "move",
    [
        lambda rows: rows.update(body_html="other"),
        lambda rows: rows._raw_delete(rows.db),
    ],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_or_remove_a_publication(move):
    publication = make_publication()

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        move(Publication.objects.all())

    assert Publication.objects.get().body_html == publication.body_html


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_empty_the_publications():
    make_publication()
    is_sqlite = connection.vendor == "sqlite"
    empty, cascade = ("DELETE FROM", "") if is_sqlite else ("TRUNCATE", " CASCADE")

    cursor = connection.cursor()
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        cursor.execute(f"{empty} articles_publication{cascade}")

    assert Publication.objects.count() == 1


def test_the_promises_are_put_back_after_a_table_was_rebuilt():
    with connection.cursor() as cursor:
        for statement in append_only._drop(append_only.PROMISES[0]):
            cursor.execute(statement)
    assert append_only.missing() == [append_only.PROMISES[0].trigger]

    call_command("migrate", verbosity=0)

    assert append_only.missing() == []


def test_a_new_working_copy_changes_nothing_for_patients():
    publication = make_publication()

    Article.objects.update(title="Other title")
    publication.article.articles_textsection_set.update(html="<p>Other</p>")

    live = Publication.objects.live().get()
    assert (live.title, live.body_html) == (publication.title, publication.body_html)
