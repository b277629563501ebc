"""Which live pages and which working copies name a source or a clinician.

Patients read publications and editors change working copies, so each is asked for
itself. Another kind of thing needs one function more: hand to `uses` the live
publications that show it (`live_pages` leaves their bodies out) and the articles whose
working copy names it, each with the words for how.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Article, Clinician, Publication, Source, Verdict


@dataclass(frozen=True)
class Use:
    """One article that names a thing; `how` says as what, empty where that is plain."""

    article: Article
    is_live: bool
    is_written: bool
    how: tuple[str, ...] = ()

    @property
    def title(self):
        return self.article.title

    @property
    def language(self):
        return self.article.language

    @property
    def language_name(self):
        return dict(settings.LANGUAGES).get(self.language, self.language)

    @property
    def url(self):
        """Where patients read it; empty where they do not."""
        if not self.is_live:
            return ""
        with translation.override(self.language):
            return reverse("article", args=[self.article.slug])


@dataclass(frozen=True)
class NamedSource:
    """A source as one line: its address, or its title where it has none."""

    title: str
    url: str
    uses: list[Use]


def live_pages():
    """Return the live publications without their bodies, each with its article."""
    found = Publication.objects.live().select_related("current_of")
    return found.defer("body_html", "handout_html", "calm_html", "plain_text")


def uses(
    shown: Iterable[tuple[Article, str]], written: Iterable[tuple[Article, str]]
) -> list[Use]:
    """Return a Use for each article, by title.

    `shown` holds (article, how) of live pages, `written` that of working copies.
    """
    articles: dict[int, Article] = {}
    hows: dict[int, dict[str, None]] = defaultdict(dict)
    places: dict[str, set[int]] = {"shown": set(), "written": set()}
    for place, pairs in [("shown", shown), ("written", written)]:
        for article, how in pairs:
            articles[article.pk] = article
            hows[article.pk] |= {how: None} if how else {}
            places[place].add(article.pk)
    found = [
        Use(one, pk in places["shown"], pk in places["written"], tuple(hows[pk]))
        for pk, one in articles.items()
    ]
    return sorted(found, key=lambda use: (use.title.casefold(), use.language))


def naming_clinician(clinician: Clinician) -> list[Use]:
    """Return what the clinician wrote or answers for."""
    author, reviewer = _("author"), _("medical reviewer")
    shown = [
        (one.current_of, author)
        for one in live_pages()
        if (one.facts["author"] or {}).get("slug") == clinician.slug
    ]
    if clinician.user_id:
        shown += [(one.current_of, reviewer) for one in _answered_for_by(clinician)]
    return uses(shown, [(one, author) for one in clinician.articles.all()])


def _answered_for_by(clinician):
    return live_pages().filter(
        revision__reviews__verdict=Verdict.APPROVED,
        revision__reviews__reviewer=clinician.user_id,
    )


def sources() -> list[NamedSource]:
    """Return every source that a live page or a working copy names, by title.

    Where pages in several languages name it differently, the title is that of a page
    in the reader's language, and a working copy's before an older live page's.
    """
    shown, written = defaultdict(list), defaultdict(list)
    titles: dict[str, dict[str, str]] = defaultdict(dict)  # by key and language
    urls: dict[str, str] = {}

    def name(article, title, url):
        key = url or title
        titles[key][article.language], urls[key] = title, url
        return key

    for one in live_pages():
        for source in one.facts["sources"]:
            key = name(one.current_of, source["title"], source["url"])
            shown[key].append((one.current_of, source["note"]))
    for source in Source.objects.select_related("article").order_by("pk"):
        key = name(source.article, source.title, source.url)
        written[key].append((source.article, source.note))
    found = [
        NamedSource(_title_for_reader(said), urls[key], uses(shown[key], written[key]))
        for key, said in titles.items()
    ]
    return sorted(found, key=lambda one: one.title.casefold())


def _title_for_reader(titles):
    """Return the title in the reader's language, else English, else any."""
    for language in (translation.get_language(), settings.LANGUAGE_CODE):
        if language in titles:
            return titles[language]
    return titles[min(titles)]
