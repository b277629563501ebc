"""Search over what patients can read now, in one language; every query is harmless.

What it knows of words is kept in memory until SiteVersion grows; the pages' words are
in the database, see index. Nothing of a query is stored or logged.
"""

from dataclasses import dataclass, field

from articles import live
from articles.models import Publication, SearchEntry, SearchWord, Synonym
from clinic_site import shell

from . import asking, ranking
from .snippets import Part, marked, snippet

MOST_SHOWN = 20


@dataclass(frozen=True)
class Found:
    """One page that answers, and the piece of it that does."""

    page: live.LivePage
    title: list[Part]
    words: list[Part]


@dataclass(frozen=True)
class Answer:
    """What search says to a query; `meant` is empty unless words were put right."""

    found: list[Found] = field(default_factory=list)
    count: int = 0
    meant: str = ""


def find(query: str, pages: list[live.LivePage], *, language: str) -> Answer:
    """Return those of `pages`, live ones in `language`, that answer a tidy `query`."""
    question = asking.understand(query, _known(language), language)
    stems = question.stems
    if not stems:
        return Answer()
    rows = SearchEntry.objects.filter(
        word__language=language, word__stem__in=sorted(stems)
    ).values_list("word__stem", "article_id", "weight")
    wished = {page.article: page for page in pages}
    order = ranking.ranked(
        question.wishes,
        [row for row in rows if row[1] in wished],
        pages=max(1, len(wished)),
    )
    return Answer(
        found=_shown([wished[one] for one in order[:MOST_SHOWN]], stems, language),
        count=len(order),
        meant=question.meant if order and asking.was_put_right(question) else "",
    )


def _shown(pages, stems, language):
    texts = dict(
        Publication.objects.filter(pk__in=[page.publication for page in pages])
        .order_by()
        .values_list("pk", "plain_text")
    )
    return [
        Found(
            page=page,
            title=marked(page.title, stems, language),
            words=_words(page, texts.get(page.publication, ""), stems, language),
        )
        for page in pages
    ]


def _words(page, text, stems, language):
    """The first two lines of a text are its title and summary; see rendering."""
    body = text.split("\n", 2)[2:]
    cut = snippet(body[0], stems, language) if body else []
    return cut or marked(page.summary, stems, language)


class _Kept:
    version = None
    known: dict[str, asking.Known] = {}


def forget():
    """Make the next query read the words anew; for tests."""
    _Kept.version = None


def _known(language):
    version = shell.current().version
    if _Kept.version != version:
        _Kept.known, _Kept.version = {}, version
    if language not in _Kept.known:
        _Kept.known[language] = _read(language)
    return _Kept.known[language]


def _read(language):
    words = SearchWord.objects.filter(language=language)
    groups = Synonym.objects.filter(language=language)
    return asking.Known.of(
        dict(words.values_list("stem", "form")),
        [one.phrases for one in groups],
        language,
    )
