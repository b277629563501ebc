"""Taking the words of an old revision as the working copy: freezing, the other way."""

from django.db import transaction

from clinic_site.models import Treatment

from . import reviewing
from .models import (
    SECTION_MODELS,
    Article,
    CalloutSection,
    CareInstruction,
    Clinician,
    FigureSection,
    InstructionListSection,
    InstructionSection,
    LinesSection,
    Picture,
    QuestionsSection,
    RevisionState,
    Source,
    TableSection,
    TextSection,
)

OF_A_FIGURE = ("drawing", "alt", "is_decorative", "caption", "description")
KEPT = ("title", "summary", "stage", "audience")


class NothingFrozen(Exception):
    """A draft has no words of its own to take."""


class NoLongerThere(Exception):
    """The words quote an instruction or a treatment that the clinic has no more."""


def restore(revision, *, by):
    """Let the article's working copy say what `revision` said; return its draft.

    Address, language, place and people who look after it stay. `by` becomes an author,
    and so does everyone who wrote the old words: none of them may review them now.
    Raises NothingFrozen or NoLongerThere; nothing is changed then.
    """
    if revision.state == RevisionState.DRAFT:
        raise NothingFrozen(revision)
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=revision.article_id)
        article.version += 1  # whoever has the working copy open is told
        article.saved_by, article.saved_at = by, None
        _take_facts(article, revision.content)
        for model in SECTION_MODELS:
            model.objects.filter(parent=article).delete()
        for number, section in enumerate(revision.content["sections"], 1):
            unfrozen_section(section, parent=article, ordering=10 * number).save()
        article.sources.all().delete()
        for number, source in enumerate(revision.content["sources"], 1):
            Source.objects.create(article=article, position=number, **source)
        writers = revision.authors.values_list("person_id", flat=True)
        return reviewing.record_author(article, by=by, also=writers)


def unfrozen_section(section, *, parent, ordering):
    """Return the unsaved section that freezes to `section`; raises NoLongerThere."""
    model, fields = UNFROZEN[section["kind"]]
    return model(parent=parent, region="main", ordering=ordering, **fields(section))


def _take_facts(article, content):
    for name in KEPT:
        setattr(article, name, content[name])
    slug = content["treatment"]
    article.treatment = _known(Treatment, slug=slug) if slug else None
    author = content["author"]
    article.author = (
        Clinician.objects.filter(slug=author["slug"]).first() if author else None
    )
    article.updated_on = content["updated_on"] or None
    article.save()


def _known(model, **named):
    found = model.objects.filter(**named).first()
    if found is None:
        raise NoLongerThere(model, named)
    return found


def _typed(items):
    """Return questions and answers as an editor types them."""
    return "\n\n".join(f"? {one['question']}\n{one['answer']}" for one in items)


UNFROZEN = {
    "text": (TextSection, lambda one: {"html": one["html"]}),
    "lines": (
        LinesSection,
        lambda one: {
            "style": one["style"],
            "heading": one["heading"],
            "lines": "\n".join(one["lines"]),
        },
    ),
    "callout": (
        CalloutSection,
        lambda one: {name: one[name] for name in ("style", "level", "heading", "html")},
    ),
    "questions": (
        QuestionsSection,
        lambda one: {"heading": one["heading"], "text": _typed(one["items"])},
    ),
    "table": (
        TableSection,
        lambda one: {
            "caption": one["caption"],
            "text": "\n".join(" | ".join(row) for row in one["rows"]),
        },
    ),
    "figure": (
        FigureSection,
        lambda one: {
            "picture": _known(Picture, pk=one["picture"]["id"])
            if one["picture"]
            else None,
            "place": one.get("place", "text"),
            **{name: one[name] for name in OF_A_FIGURE},
        },
    ),
    "instruction": (
        InstructionSection,
        lambda one: {
            "instruction": _known(CareInstruction, code=one["code"]),
            "form": one["form"],
        },
    ),
    "instructions": (
        InstructionListSection,
        lambda one: {
            "treatment": _known(Treatment, slug=one["treatment"]),
            **{name: one[name] for name in ("stage", "style", "form", "heading")},
        },
    ),
}
