"""Keeping the index of live pages: a line in each verb that changes what is live."""

from collections import Counter
from datetime import datetime
from math import log2

from django.db import transaction

from articles.models import (
    Article,
    Publication,
    SearchEntry,
    SearchWord,
    SigningTurn,
)
from clinic_site.models import SiteVersion

from . import words

# A page that is about a word says it in its title; a heading answers a question.
IN_TITLE, IN_HEADING, IN_SUMMARY = 8, 4, 3
MOST_FOR_BODY = 3


def keep(publication: Publication) -> None:
    """Let search find the article of `publication` by its words, and no others."""
    language = publication.language
    forms = _forms(publication)
    weights = _weights(publication, forms)
    SearchWord.objects.bulk_create(
        [
            SearchWord(language=language, stem=stem, form=_usual(forms[stem]))
            for stem in sorted(weights)
        ],
        ignore_conflicts=True,
    )
    known = SearchWord.objects.filter(language=language, stem__in=weights)
    _remove(publication.article_id)
    SearchEntry.objects.bulk_create(
        SearchEntry(word=word, article_id=publication.article_id, weight=weights[stem])
        for word, stem in [(word, word.stem) for word in known]
    )
    _forget_unused_words()


def drop(article: Article) -> None:
    """Let search find `article` no more, nor suggest words that only it had."""
    _remove(article.pk)
    _forget_unused_words()


def rebuild() -> int:
    """Write the whole index anew; return how many pages it holds."""
    with transaction.atomic():
        SigningTurn.take()  # nothing is published in between
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        live = Publication.objects.live().order_by("pk")
        for publication in live.iterator():
            keep(publication)
        SiteVersion.grow()
        return live.count()


def rebuild_if_empty(*, at: datetime) -> None:
    """Fill the index of a site that was there before it, or that lost it."""
    if Publication.objects.live().exists() and not SearchEntry.objects.exists():
        rebuild()


def _remove(article):
    SearchEntry.objects.filter(article=article).delete()


def _forget_unused_words():
    SearchWord.objects.filter(entries=None).delete()


def _forms(publication):
    """Return {stem: Counter of its forms} of everything the page says."""
    forms: dict[str, Counter] = {}
    language = publication.language
    for word in words.words_of(publication.plain_text):
        if not words.is_stop_word(word, language):
            forms.setdefault(words.stem(word, language), Counter())[word] += 1
    return forms


def _usual(forms):
    """Return the form to suggest: small letters before those that start a sentence."""
    small = [one for one in forms if one.islower() or one.isupper()] or list(forms)
    return max(small, key=lambda one: (forms[one], one))


def _weights(publication, forms):
    language = publication.language
    weights = {
        stem: min(MOST_FOR_BODY, 1 + log2(counter.total()) / 2)
        for stem, counter in forms.items()
    }
    headings = " ".join(one["title"] for one in _all_headings(publication.contents))
    titled = words.stems_of(publication.title, language)
    # A short title is about each of its words.
    in_title = IN_TITLE + IN_TITLE / max(1, len(titled))
    for stems, weight in (
        (titled, in_title),
        (words.stems_of(headings, language), IN_HEADING),
        (words.stems_of(publication.summary, language), IN_SUMMARY),
    ):
        for stem in set(stems) & weights.keys():
            weights[stem] += weight
    return weights


def _all_headings(contents):
    for one in contents:
        yield one
        yield from one.get("children", [])
