"""Keeping an imported text as a working copy, once and whole or not at all."""

import hashlib
import itertools
import re
from datetime import datetime
from urllib.parse import unquote

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import freezing, gates, readdressing, reviewing
from articles.models import (
    Article,
    CalloutSection,
    Clinician,
    FormerSlug,
    LinesSection,
    Outcome,
    QuestionsSection,
    TableSection,
    TextSection,
)
from articles.models.section import Section
from clinic_site.models import Treatment

from .imported import Imported
from .report import Remark, Verdict

SECTIONS: dict[str, type[Section]] = {
    "text": TextSection,
    "callout": CalloutSection,
    "lines": LinesSection,
    "questions": QuestionsSection,
    "table": TableSection,
}
# How data becomes what an editor would have typed.
TYPED = {
    "lines": lambda lines: "\n".join(lines),
    "rows": lambda rows: "\n".join(" | ".join(row) for row in rows),
    "items": lambda items: "\n".join(
        f"? {one['question']}\n{one['answer']}" for one in items
    ),
}
FIELDS = {"rows": "text", "items": "text"}
STEP = 10  # between sections, so that an editor can put something between
NAMELESS = "imported"  # the address when a title has no letter that may stand in one
ROOM_FOR_NUMBER = 6  # signs of "-2", "-3" … after words that are taken
HONORIFIC = re.compile(r"(?:dr|dra|prof)\.?\s+", re.IGNORECASE)


def store(
    imported: Imported,
    *,
    at: datetime,
    by: User | None = None,
    language: str = "en",
) -> tuple[Article, Outcome]:
    """Return (article, outcome): the working copy of `imported`, in one transaction.

    The same source again gives the article of the first time, as it is by now; so does
    a source whose words have changed, since nobody can tell its new words from those
    of an editor. `by` looks after a new article and is the first of its authors.
    """
    if known := _known(imported):
        return known
    try:
        with transaction.atomic():
            article = _new_article(imported, by=by, language=language)
            _keep_paths(article, imported, by=by, at=at)
    except IntegrityError:
        # Only the database can tell, when two people import at once.
        if known := _known(imported):
            return known
        raise
    _note_care_numbers(article, imported)
    return article, Outcome.MADE


def _known(imported):
    same = Article.objects.filter(imported_from=imported.source_sha256).first()
    if same:
        return same, Outcome.SAME
    key = _key(imported)
    changed = Article.objects.filter(imported_key=key).first() if key else None
    return (changed, Outcome.CHANGED) if changed else None


def _key(imported):
    """Return the digest of what names a source; files of one name differ by title."""
    key = imported.key
    if key.startswith("file:"):
        key += f":{imported.title}"
    return hashlib.sha256(key.encode()).hexdigest() if key else None


def _new_article(imported, *, by, language):
    article = Article.objects.create(
        title=imported.title,
        summary=imported.summary,
        slug=_slug(imported, language=language),
        language=language,
        treatment=Treatment.objects.filter(slug=imported.treatment).first(),
        stage=imported.stage,
        author=_clinician(imported),
        owner=by,
        updated_on=imported.updated_on,
        imported_from=imported.source_sha256,
        imported_key=_key(imported),
    )
    for place, section in enumerate(imported.sections, start=1):
        SECTIONS[section["kind"]].objects.create(
            parent=article, region="main", ordering=place * STEP, **_typed(section)
        )
    if by:
        reviewing.record_author(article, by=by)
    return article


def _typed(section):
    """Return the fields of a section of frozen content; see articles.freezing."""
    fields = {name: value for name, value in section.items() if name != "kind"}
    return {
        FIELDS.get(name, name): TYPED[name](value) if name in TYPED else value
        for name, value in fields.items()
    }


def _note_care_numbers(article, imported):
    """Name each care number that is typed, and the instruction that fits it."""
    for problem in gates.typed_care_numbers(freezing.freeze(article)):
        remark = Remark(
            Verdict.CARE,
            _("a care number is typed"),
            words=problem.quote,
            instruction=problem.instruction,
        )
        imported.report.remarks.setdefault(remark)


def _keep_paths(article, imported, *, by, at):
    """Let the addresses that the words had elsewhere lead here once it is public."""
    for path in imported.paths:
        try:
            with transaction.atomic():
                kept = readdressing.keep_path(article, path, by=by, at=at)
        except readdressing.Taken:
            reason = _("former address that leads to another article")
            imported.report.add_on_whole(Verdict.DOUBTFUL, reason, path)
        except ValidationError:
            reason = _("former address that cannot be kept")
            imported.report.add_on_whole(Verdict.LEFT_OUT, reason, path)
        else:
            imported.report.add_on_whole(Verdict.TAKEN, _("former address"), kept.path)


def _slug(imported, *, language):
    """Return the address that the source had, else one made of the title.

    No article gets one that another has, or had and keeps for ever.
    """
    words = slugify(unquote(imported.slug)) or imported.title
    here = {"language": language}
    return _free(
        words, Article.objects.filter(**here), FormerSlug.objects.filter(**here)
    )


def _free(words, *among):
    """Return a slug made of `words` that nothing among these rows has yet."""
    longest = among[0].model._meta.get_field("slug").max_length
    base = slugify(words)[: longest - ROOM_FOR_NUMBER].strip("-") or NAMELESS
    taken = {
        slug
        for rows in among
        for slug in rows.filter(slug__startswith=base).values_list("slug", flat=True)
    }
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([base], numbered) if slug not in taken)


def _clinician(imported):
    """Return the clinician whom a byline such as "Ada Reyes, MD" names, or None.

    A name that only an account of another system bears makes nobody a clinician.
    """
    byline = imported.byline
    name, _comma, credential = (part.strip() for part in byline.partition(","))
    if not name:
        return None
    bare = HONORIFIC.sub("", name, count=1)
    known = Clinician.objects.filter(name__iexact=name).first()
    known = known or Clinician.objects.filter(name__iexact=bare).first()
    if not known and not imported.makes_clinician:
        reason = _("author whom nobody has put on record here")
        imported.report.add_on_whole(Verdict.DOUBTFUL, reason, byline)
        return None
    return known or Clinician.objects.create(
        name=name,
        credential=credential,
        slug=_free(name, Clinician.objects.all()),
    )
