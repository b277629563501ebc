"""Keeping readable files as working copies, each once, originals first."""

from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from articles import reviewing
from articles.models import (
    SECTION_MODELS,
    Article,
    CalloutSection,
    CareInstruction,
    Clinician,
    FigureSection,
    InstructionListSection,
    InstructionSection,
    LinesSection,
    QuestionsSection,
    Source,
    TableSection,
    TextSection,
)
from clinic_site.models import Treatment

from .pages import read
from .sections import Unreadable

MODELS = {
    "text": TextSection,
    "lines": LinesSection,
    "callout": CalloutSection,
    "questions": QuestionsSection,
    "table": TableSection,
    "figure": FigureSection,
    "instruction": InstructionSection,
    "instructions": InstructionListSection,
}
STEP = 10  # between sections, so that an editor can put something between


def load(folder, *, by):
    """Store every page under `folder`/<language>/; return the new articles.

    All or nothing. A page whose address or place is taken is left as it is, so this
    never touches what a clinic has made its own. Raises Unreadable.
    """
    with transaction.atomic():
        stored = [_store_file(path, by=by) for path in files(folder)]
    return [article for article, is_new in stored if is_new]


def store(page, *, by):
    """Return (article, is_new): the working copy of `page`, or what stands there.

    `by` looks after a new one and is among its authors; None where nobody here wrote.
    """
    if known := _known(page):
        return known, False
    with transaction.atomic():
        article = _new_article(page, by=by)
        _add_words(article, page)
        if by:
            reviewing.record_author(article, by=by)
    return article, True


def _known(page):
    """Return who stands at this address or place, or stood there, else None."""
    known = Article.objects.ever_at(page.slug, language=page.language).first()
    if known or not page.place:
        return known
    return Article.objects.filter(place=page.place, language=page.language).first()


def rewrite(article, page):
    """Let the working copy say what `page` says; its people and its address stay."""
    with transaction.atomic():
        for name, value in _facts_of(page).items():
            setattr(article, name, value)
        _keep(article)
        for model in SECTION_MODELS:
            model.objects.filter(parent=article).delete()
        article.sources.all().delete()
        _add_words(article, page)


def files(folder):
    """Each language's files, the site's own language first: it holds the originals."""
    codes = [code for code, _name in settings.LANGUAGES]
    codes.sort(key=lambda code: code != settings.LANGUAGE_CODE)
    return [path for code in codes for path in sorted((folder / code).glob("*.md"))]


def _add_words(article, page):
    for position, section in enumerate(page.sections, start=1):
        _keep(
            MODELS[section["kind"]](
                parent=article,
                region="main",
                ordering=position * STEP,
                **_fields_of(section),
            )
        )
    for position, source in enumerate(page.sources, start=1):
        _keep(Source(article=article, position=position, **source))


def _fields_of(section):
    """The section's own fields; codes and short names become the records they name."""
    fields = {name: it for name, it in section.items() if name != "kind"}
    if code := fields.pop("code", ""):
        fields["instruction"] = CareInstruction.objects.filter(code=code).first()
    if section["kind"] == "instructions":
        slug = fields["treatment"]
        fields["treatment"] = Treatment.objects.filter(slug=slug).first()
    return fields


def _store_file(path, *, by):
    with named(path):
        return store(read(path), by=by)


@contextmanager
def named(path):
    """Let a fact that no editor could choose be refused with the file it stands in."""
    try:
        yield
    except ValidationError as wrong:
        said = "; ".join(f"{name}: {' '.join(it)}" for name, it in wrong)
        raise Unreadable(f"{path}: {said}") from None


def _new_article(page, *, by):
    return _keep(
        Article(
            language=page.language,
            slug=page.slug,
            place=page.place or None,
            author=Clinician.objects.filter(slug=page.author).first(),
            owner=by,
            translation_of=_original(page),
            **_facts_of(page),
        )
    )


def _facts_of(page):
    return {
        "title": page.title,
        "summary": page.summary,
        "stage": page.stage,
        "audience": page.audience,
        "treatment": Treatment.objects.filter(slug=page.treatment).first(),
    }


def _original(page):
    """The article that a twin in another language translates: they start as equals."""
    if page.language == settings.LANGUAGE_CODE:
        return None
    return Article.objects.filter(
        language=settings.LANGUAGE_CODE, slug=page.slug
    ).first()


def _keep(row):
    """Save `row` under the same checks as in the editor."""
    # The article that a section belongs to was stored a moment ago.
    row.full_clean(exclude={"parent"})
    row.save()
    return row
