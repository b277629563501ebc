"""The demonstration's articles: its people write, review and publish the starter files.

They go the way of every article, so that every rule holds for our own words too.
"""

import tomllib

from django.conf import settings
from django.contrib.auth import get_user_model

from articles import publishing, reviewing
from articles.models import Article, CalloutSection, Clinician

from .storing import load

FOLDER = settings.BASE_DIR / "content"
MONTHS_UNTIL_REVIEW = 12
FIRST = 1  # before every section of the file


def load_articles(*, at):
    """Publish every starter page, each with the line that says what it is."""
    words = tomllib.loads((FOLDER / "demonstration" / "articles.toml").read_text())
    _clinicians(words["clinicians"])
    people = get_user_model().objects
    editor, reviewer = (people.get(username=name) for name in ("editor", "reviewer"))
    for article in load(FOLDER / "articles", by=editor):
        _say_what_it_is(article, words["sample"][article.language])
        _publish(article, by=editor, reviewer=reviewer, at=at, words=words["review"])


def _clinicians(described):
    for username, clinician in described.items():
        user = get_user_model().objects.get(username=username)
        Clinician.objects.create(user=user, **clinician)


def _say_what_it_is(article, words):
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=FIRST,
        style=CalloutSection.Style.INSET,
        html=f"<p>{words}</p>",
    )


def _publish(article, *, by, reviewer, at, words):
    Article.objects.filter(pk=article.pk, author=None).update(author=by.clinician)
    article.refresh_from_db()
    revision = reviewing.submit(article, by=by, at=at)
    due = reviewing.months_later(at.date(), MONTHS_UNTIL_REVIEW)
    reviewing.approve(
        revision, by=reviewer, at=at, review_due_on=due, comments=words["comments"]
    )
    publishing.publish(revision, at=at)
