"""Which pages are live: titles and addresses in memory, for lists and the page shell.

Read again when SiteVersion has grown; bodies are never held here.
"""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from clinic_site import shell

from .models import Publication, Stage


@dataclass(frozen=True)
class LivePage:
    """One live publication as lists and links show it."""

    publication: int
    article: int
    group: int  # the same for all translations of one article
    language: str
    slug: str
    place: str
    title: str
    summary: str
    treatment: str
    stage: str
    published_at: datetime
    revision: int
    parts: tuple = ()  # (stage, anchor) of its own headings that name a stage

    @property
    def url(self):
        with translation.override(self.language):
            return own_address(self) or reverse("article", args=[self.slug])

    @property
    def calm_url(self):
        with translation.override(self.language):
            return reverse("article_calm", args=[self.slug])


# These pages show more than their article's words, so that they have one address only.
PAGES_OF_THEIR_OWN = {"home", "team", "locations"}
HUB = "treatment-"
# These are nothing without their article: no link leads there before it is live.
OWN_WORDS_ONLY = {
    "costs", "privacy", "accessibility", "language_help", "is_this_for_you",
}  # fmt: skip
# Fixed pages have their own way in; these three are read like any article too.
LISTED_PLACES = {"", "costs", "help_now", "is_this_for_you"}


class _Kept:
    version = None
    pages: tuple = ()


def pages(language=None):
    """Return the live pages, in `language` when given, ordered by title."""
    version = shell.current().version
    if _Kept.version != version:
        _Kept.pages = tuple(_read())
        _Kept.version = version
    return [page for page in _Kept.pages if language in (None, page.language)]


def forget():
    """Make the next look read the database; for tests."""
    _Kept.version = None


def _read():
    found = Publication.objects.live().for_lists().order_by("title")
    for one in found:
        article = one.current_of
        yield LivePage(
            publication=one.pk,
            article=article.pk,
            group=article.translation_of_id or article.pk,
            language=article.language,
            slug=article.slug,
            place=article.place or "",
            title=one.title,
            summary=one.summary,
            treatment=one.treatment,
            stage=one.stage,
            published_at=one.published_at,
            revision=one.revision_id,
            parts=tuple(_parts(one, article.language)),
        )


def _parts(publication, language):
    """Yield (stage, anchor) of the headings that are called like a stage of care."""
    with translation.override(language):
        named = {stage.label.casefold(): stage.value for stage in Stage}
    for chapter in publication.contents:
        for heading in (chapter, *chapter.get("children", [])):
            if stage := named.get(heading["title"].strip().casefold()):
                yield stage, heading["id"]


def own_address(article):
    """Return the address of a page of its own in the active language, or ""."""
    place = article.place or ""
    if place.startswith(HUB):
        return reverse("treatment", args=[place.removeprefix(HUB)])
    return reverse(place) if place in PAGES_OF_THEIR_OWN else ""


def at_place(place, language):
    """Return the live page with this fixed place in `language`, or None."""
    return next((page for page in pages(language) if page.place == place), None)


def for_templates(request):
    """Context processor: the fixed pages that nobody has published yet."""
    return {"missing_places": SimpleLazyObject(_missing_places)}


def _missing_places():
    there = {page.place for page in pages(translation.get_language())}
    return OWN_WORDS_ONLY - there


def translations_of(article):
    """Return {language: url} of the live pages that say the same."""
    return {page.language: page.url for page in _same(article)}


def calm_translations_of(article):
    """Return {language: url} of their calm views."""
    return {page.language: page.calm_url for page in _same(article)}


def _same(article):
    group = article.translation_of_id or article.pk
    return [page for page in pages() if page.group == group]


def handouts_of(article):
    """Return {language: url} of the sheets of the live pages that say the same."""
    return {code: f"{url}handout/" for code, url in translations_of(article).items()}


def newer_original(publication):
    """Return the original's live page if its words changed since then, else None.

    A re-issue brings new values to both pages and no new words, so it does not count.
    Where the original was not live yet, the translation's own revision tells the order.
    """
    original = publication.current_of.translation_of_id
    known = publication.facts["translated_from"] or publication.revision_id
    return next(
        (
            page
            for page in pages()
            if page.article == original and page.revision > known
        ),
        None,
    )


def listed(found):
    """Return those of `found` that lists show: fixed pages have links of their own."""
    return [page for page in found if page.place in LISTED_PLACES]


def by_letter(found):
    """Return [{letter, articles}] of `found` from A to Z; accents do not part them.

    In our own order: each database has another one for accents and capitals.
    """
    groups = defaultdict(list)
    for page in sorted(found, key=lambda page: _plain(page.title)):
        groups[_plain(page.title)[:1].upper()].append(page)
    return [{"letter": letter, "articles": groups[letter]} for letter in sorted(groups)]


def _plain(title):
    """Return `title` as it is looked up: without accents and the signs before it."""
    parted = unicodedata.normalize("NFKD", title.lstrip("¿¡“«\"'("))
    letters = "".join(one for one in parted if not unicodedata.combining(one))
    return letters.casefold()


def by_stage(found):
    """Return [{title, stage, articles}] of `found` in the order of care."""
    groups = defaultdict(list)
    for page in found:
        groups[page.stage].append(page)
    return [
        {"title": stage.label, "stage": stage.value, "articles": groups[stage.value]}
        for stage in Stage
        if groups[stage.value]
    ]
