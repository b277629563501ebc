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

MOST_SHOWN = 10
MOST_ENTRIES = 100_000  # kept by a process: some 10 MB


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
    known = _known(language)
    question = asking.understand(query, known, language)
    stems = question.stems
    if not stems:
        return Answer()
    wished = {page.article: page for page in pages}
    order = ranking.ranked(
        question.wishes, _weights(stems, known, wished), pages=max(1, len(wished))
    )
    return Answer(
        found=_shown([wished[one] for one in order[:MOST_SHOWN]], stems, language),
        count=len(order),
        meant=question.meant if order and asking.was_put_right(question) else "",
    )


def _weights(stems, known, wished):
    """Return {stem: {article: weight}}, only of the articles in `wished`."""
    words = {one: known.words[one] for one in stems if one in known.words}
    entries = _entries(set(words.values()))
    return {stem: _only(wished, entries[word]) for stem, word in words.items()}


def _entries(words):
    """Return {word: {article: weight}}; what was asked lately is still in memory."""
    kept = _Kept.entries
    missing = words - kept.keys()
    if missing and sum(map(len, list(kept.values()))) > MOST_ENTRIES:
        _Kept.entries = kept = {}
        missing = words
    read: dict[int, dict[int, float]] = {word: {} for word in missing}
    rows = SearchEntry.objects.filter(word__in=sorted(missing)).order_by()
    for word, article, weight in rows.values_list("word_id", "article_id", "weight"):
        read[word][article] = weight
    kept.update(read)
    return kept  # this one, whatever another thread keeps by now


def _only(wished, found):
    if found.keys() <= wished.keys():  # as it is unless somebody chose a part
        return found
    return {one: weight for one, weight in found.items() if one in wished}


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
    entries: dict[int, dict[int, float]] = {}


def forget():
    """Make the next query read the words anew; for tests."""
    _Kept.version = None


def _known(language):
    version = shell.current().version
    if _Kept.version != version:
        _Kept.known, _Kept.entries, _Kept.version = {}, {}, version
    if language not in _Kept.known:
        _Kept.known[language] = _read(language)
    return _Kept.known[language]


def _read(language):
    words = SearchWord.objects.filter(language=language)
    groups = Synonym.objects.filter(language=language)
    rows = list(words.values_list("stem", "form", "pk"))
    return asking.Known.of(
        {stem: form for stem, form, _pk in rows},
        [one.phrases for one in groups],
        language,
        words={stem: pk for stem, _form, pk in rows},
    )
