"""Turning a working copy into plain data: what a revision keeps."""

from content_editor.contents import contents_for_item

from . import prose
from .models import (
    SECTION_MODELS,
    CalloutSection,
    FigureSection,
    InstructionListSection,
    InstructionSection,
    LinesSection,
    QuestionsSection,
    TableSection,
    TextSection,
)

# A picture beside a title is cut to one shape, so that every head is as high.
SHAPES = {FigureSection.Place.TEXT: "figure", FigureSection.Place.HEAD: "hero"}


def freeze(article):
    """Return the article's words and facts as JSON-ready data.

    Shape: language, title, summary, treatment (slug or ""), stage, audience, place,
    author (name, credential, slug, or None), updated_on (ISO or ""), translated_from
    (id of the original's live revision, or None), sections (see FROZEN), sources
    (title, url, note).
    """
    sections = contents_for_item(article, SECTION_MODELS)["main"]
    return {
        "language": article.language,
        "title": article.title,
        "summary": article.summary,
        "treatment": article.treatment.slug if article.treatment else "",
        "stage": article.stage,
        "audience": article.audience,
        "place": article.place or "",
        "author": _person(article.author, article.language),
        "updated_on": article.updated_on.isoformat() if article.updated_on else "",
        "translated_from": _original_revision(article),
        "sections": [frozen_section(section) for section in sections],
        "sources": list(article.sources.values("title", "url", "note")),
    }


def frozen_section(section):
    """Return one section as data; its `kind` names the shape."""
    return FROZEN[type(section)](section)


def lines_of(text):
    """Return the lines an editor typed, without the empty ones."""
    return [line for line in (one.strip() for one in text.splitlines()) if line]


def questions_of(text):
    """Return [{question, answer}] from text whose questions start with "? "."""
    found = []
    for line in text.splitlines():
        if line.startswith("?"):
            found.append({"question": line[1:].strip(), "answer": ""})
        elif found:
            found[-1]["answer"] += line + "\n"
    return [one | {"answer": one["answer"].strip()} for one in found]


def rows_of(text):
    """Return the cells of a table that was typed with | between them."""
    return [[cell.strip() for cell in line.split("|")] for line in lines_of(text)]


def _original_revision(article):
    """What a translation was compared with: the original as patients read it now."""
    original = article.translation_of
    return original.current.revision_id if original and original.current else None


def _person(clinician, language):
    if clinician is None:
        return None
    return {
        "name": clinician.name,
        "credential": clinician.credential_in(language),
        "slug": clinician.slug,
        "portrait": _shown(clinician.portrait, "portrait"),
    }


def _shown(picture, shape):
    return picture.shown_as(shape) if picture else None


def pictures_in(content):
    """Return the ids of the pictures of the library that frozen `content` shows."""
    shown = [section.get("picture") for section in content["sections"]]
    shown.append((content["author"] or {}).get("portrait"))
    return {one["id"] for one in shown if one}


FROZEN = {
    TextSection: lambda one: {"kind": "text", "html": prose.clean(one.html)},
    LinesSection: lambda one: {
        "kind": "lines",
        "style": one.style,
        "heading": one.heading,
        "lines": lines_of(one.lines),
    },
    CalloutSection: lambda one: {
        "kind": "callout",
        "style": one.style,
        "level": one.level,
        "heading": one.heading,
        "html": prose.clean(one.html),
    },
    QuestionsSection: lambda one: {
        "kind": "questions",
        "heading": one.heading,
        "items": questions_of(one.text),
    },
    TableSection: lambda one: {
        "kind": "table",
        "caption": one.caption,
        "rows": rows_of(one.text),
    },
    FigureSection: lambda one: {
        "kind": "figure",
        "drawing": one.drawing,
        "picture": _shown(one.picture, SHAPES[one.place]),
        "place": one.place,
        "alt": one.alt.strip(),
        "is_decorative": one.is_decorative,
        "caption": one.caption,
        "description": one.description.strip(),
    },
    InstructionSection: lambda one: {
        "kind": "instruction",
        "code": one.instruction.code,
        "form": one.form,
    },
    InstructionListSection: lambda one: {
        "kind": "instructions",
        "treatment": one.treatment.slug,
        "stage": one.stage,
        "style": one.style,
        "form": one.form,
        "heading": one.heading,
    },
}
