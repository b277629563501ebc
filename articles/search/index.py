"""Keeping the index of live pages: a line in each verb that changes what is live."""

from collections import Counter
from datetime import datetime
from math import log2

from django.db import transaction
from django.db.models import Exists, OuterRef

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
    had = _remove(publication.article_id)
    _write(publication)
    _forget_unused(had)


def drop(article: Article) -> None:
    """Let search find `article` no more, nor suggest words that only it had."""
    _forget_unused(_remove(article.pk))


def rebuild() -> int:
    """Write the whole index anew; return how many pages it holds."""
    with transaction.atomic():
        SigningTurn.take()  # nothing is published in between
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        live = Publication.objects.live().order_by("pk")
        for publication in live.iterator():
            _write(publication)
        SiteVersion.grow()
        return live.count()


def rebuild_if_empty(*, at: datetime) -> None:
    """Fill the index of a site that was there before it, or that lost it."""
    if Publication.objects.live().exists() and not SearchEntry.objects.exists():
        rebuild()


def _write(publication):
    language = publication.language
    forms = _forms(publication)
    weights = _weights(publication, forms)
    known = _ids(language, weights)
    new = sorted(weights.keys() - known.keys())
    if new:
        SearchWord.objects.bulk_create(
            [
                SearchWord(language=language, stem=stem, form=_usual(forms[stem]))
                for stem in new
            ],
            ignore_conflicts=True,
        )
        known |= _ids(language, new)
    SearchEntry.objects.bulk_create(
        SearchEntry(word_id=pk, article_id=publication.article_id, weight=weights[stem])
        for stem, pk in known.items()
    )


def _ids(language, stems):
    found = SearchWord.objects.filter(language=language, stem__in=stems)
    return dict(found.values_list("stem", "pk"))


def _remove(article):
    """Take the article's entries away; return the ids of the words it had."""
    entries = SearchEntry.objects.filter(article=article)
    had = list(entries.values_list("word", flat=True))
    entries.delete()
    return had


def _forget_unused(ids):
    """A page has some hundreds of words: only they are looked at, not all entries."""
    used = SearchEntry.objects.filter(word=OuterRef("pk"))
    SearchWord.objects.filter(~Exists(used), pk__in=ids).delete()


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
