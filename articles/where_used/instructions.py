"""Which live pages quote a care instruction, and what they would say with other values.

Read from the frozen words of each publication, the same way that rendering reads them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from articles import checking, gates
from articles.instructions import Value, Values
from articles.models import Cause, Publication
from articles.rendering import instructions

# Marks a value as signed for a look ahead; no stored row has this number.
NOT_STORED = -1


@dataclass(frozen=True)
class Sentence:
    """What one place of a page says of an instruction; empty where it says nothing."""

    code: str
    before: str
    after: str


@dataclass(frozen=True)
class Page:
    """A live page with the sentences in question."""

    publication: Publication
    sentences: tuple[Sentence, ...]

    @property
    def title(self):
        return self.publication.title

    @property
    def language(self):
        return self.publication.language

    @property
    def language_name(self):
        return dict(settings.LANGUAGES).get(self.language, self.language)

    @property
    def article_id(self):
        return self.publication.article_id

    @property
    def url(self):
        with translation.override(self.language):
            return reverse("article", args=[self.publication.current_of.slug])


def pages_quoting(code: str, values: Values) -> list[Page]:
    """Return every live page that quotes the instruction, with what it says now."""
    return list(_pages({code}, values, values))


def pages_changed_by(changes: Iterable[Value], in_force: Values) -> list[Page]:
    """Return every live page that signing `changes` would re-issue, and its words."""
    signed = [replace(value, signed_id=NOT_STORED) for value in changes]
    codes = {value.code for value in signed}
    return list(_pages(codes, in_force, in_force.with_changes(signed)))


def codes_in(content: dict, values: Values) -> list[str]:
    """Return the codes that `content` quotes or lists, signed or not, in its order."""
    found = []
    for section in content["sections"]:
        if section["kind"] == "instruction":
            found.append(section["code"])
        elif section["kind"] == "instructions":
            listed = {"treatment": section["treatment"], "stage": section["stage"]}
            found += [value.code for value in values.wanted(**listed)]
    return list(dict.fromkeys(found))


def reissued_by(signed_set) -> int:
    """Return how many pages the signature on `signed_set` published anew."""
    found = Publication.objects.filter(cause=Cause.INSTRUCTION)
    return found.filter(published_at=signed_set.signed_at).count()


def reissued_pages(
    values: Values, *, at: datetime
) -> list[tuple[Page, list[gates.Problem]]]:
    """Return the live pages that wait for a second look after new values.

    A page leaves the list when reviewed words are published. What today's gates would
    refuse stands first: nothing stopped it, so somebody should mend it.
    """
    found = (
        Publication.objects.live()
        .filter(revision__publications__cause=Cause.INSTRUCTION)
        .select_related("current_of")
        .defer("body_html", "plain_text")
        .order_by("review_due_on", "title", "pk")
    )
    unique = dict.fromkeys(found)
    contents = [one.content for one in unique]
    found = checking.problems_of_each(contents, values, at=at)
    judged = [
        (Page(one, ()), checking.stopping(problems))
        for one, problems in zip(unique, found, strict=True)
    ]
    return sorted(judged, key=lambda pair: not pair[1])


def _pages(codes, before, after):
    live = Publication.objects.live().select_related("current_of")
    for one in live.defer("body_html", "plain_text").order_by("title", "language"):
        sentences = _sentences(one.content, codes, before, after)
        if sentences:
            yield Page(one, tuple(dict.fromkeys(sentences)))


def _sentences(content, codes, before, after):
    """Return the Sentences of `codes`, place by place, under both sets of values."""
    found = _on_its_handout(content, codes, before, after)
    for section in content["sections"]:
        said = [
            {
                value.code: value.sentence(content["language"], section["form"])
                for value in instructions.signed(section, values)
                if value.code in codes
            }
            for values in (before, after)
        ]
        found += _paired(*said)
    return found


def _on_its_handout(content, codes, before, after):
    """Whom to call in danger stands on every handout, whatever its page quotes."""
    said = [
        {
            value.code: value.sentence(content["language"], "short")
            for value in values.on_every_page()
            if value.code in codes
        }
        for values in (before, after)
    ]
    return _paired(*said)


def _paired(before, after):
    return [
        Sentence(code, before.get(code, ""), after.get(code, ""))
        for code in {**before, **after}
    ]
