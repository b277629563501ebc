"""The demonstration's articles: its people write, review and publish the starter files.

They go the way of every article, so that every rule holds for our own words too.
"""

import tomllib
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.contrib.auth import get_user_model

from articles import publishing, reviewing
from articles.models import Article, CalloutSection, Clinician
from clinic_site import shell

from .storing import load

CONTENT = settings.BASE_DIR / "content"
# Second, what only an invented clinic can say: its people and its place.
FOLDERS = [CONTENT / "articles", CONTENT / "demonstration" / "articles"]
WORDS = CONTENT / "demonstration" / "articles.toml"
MONTHS_UNTIL_REVIEW = 12
FIRST = 1  # before every section of the file


def load_articles(*, at):
    """Publish every starter page, each with the line that says what it is."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    _clinicians(words["clinicians"])
    editor, reviewer, manager = map(_person, ("editor", "reviewer", "manager"))
    for folder in FOLDERS:
        pages = load(folder, by=editor)
        for language, articles in groupby(pages, attrgetter("language")):
            approved = []
            for article in articles:
                _say_what_it_is(article, words["sample"][language])
                revision = _submit(article, by=editor, at=at)
                answers = manager if revision.is_managed else reviewer
                _approve(revision, by=answers, at=at, **words["review"])
                approved.append(revision)
            _publish(approved, at=at)


def _person(name):
    return get_user_model().objects.get(username=name)


def _clinicians(described):
    for position, (username, said) in enumerate(described.items(), start=1):
        texts = said.pop("texts")
        clinician = Clinician.objects.create(
            user=_person(username),
            position=position,
            is_shown=True,
            **said,
        )
        for language, words in texts.items():
            clinician.texts.create(language=language, **words)


def _say_what_it_is(article, words):
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=FIRST,
        style=CalloutSection.Style.INSET,
        html=f"<p>{words}</p>",
    )


def _submit(article, *, by, at):
    Article.objects.filter(pk=article.pk, author=None).update(author=by.clinician)
    article.refresh_from_db()
    return reviewing.submit(article, by=by, at=at)


def _publish(revisions, *, at):
    """Publish them all, in an order in which every link leads to a page that is live.

    Raises publishing.Refused when no further one can go live.
    """
    while revisions:
        held = []
        for revision in revisions:
            try:
                publishing.publish(revision, at=at)
            except publishing.Refused as refused:
                held.append(revision)
                reason = refused
        if len(held) == len(revisions):
            raise reason
        revisions = held


def _approve(revision, *, by, at, comments):
    due = reviewing.months_later(shell.current().day_of(at), MONTHS_UNTIL_REVIEW)
    reviewing.approve(revision, by=by, at=at, review_due_on=due, comments=comments)
