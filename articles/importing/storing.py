"""Keeping an imported text as a working copy, once and whole or not at all."""

import itertools

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from articles import reviewing
from articles.models import Article, CalloutSection, Clinician, TextSection
from articles.models.section import Section
from clinic_site.models import Treatment

from .plain_text import Imported

SECTIONS: dict[str, type[Section]] = {
    "text": TextSection,
    "callout": CalloutSection,
}
STEP = 10  # between sections, so that an editor can put something between
NAMELESS = "imported"  # the address when a title has no letter that may stand in one
ROOM_FOR_NUMBER = 6  # signs of "-2", "-3" … after words that are taken


def store(
    imported: Imported, *, by: AbstractBaseUser | None = None, language: str = "en"
) -> tuple[Article, bool]:
    """Return (article, is_new): the working copy of `imported`, in one transaction.

    The same source again gives the article of the first time, as it is by now. `by`
    looks after a new article and is the first of its authors.
    """
    try:
        with transaction.atomic():
            return _new_article(imported, by=by, language=language), True
    except IntegrityError:
        # Only the database can tell, when two people import at once.
        same = Article.objects.filter(imported_from=imported.source_sha256)
        if article := same.first():
            return article, False
        raise


def _new_article(imported, *, by, language):
    article = Article.objects.create(
        title=imported.title,
        slug=_free(imported.title, among=Article.objects.filter(language=language)),
        language=language,
        treatment=Treatment.objects.filter(slug=imported.treatment).first(),
        stage=imported.stage,
        author=_clinician(imported.byline),
        owner=by,
        updated_on=imported.updated_on,
        imported_from=imported.source_sha256,
    )
    for place, section in enumerate(imported.sections, start=1):
        fields = {name: value for name, value in section.items() if name != "kind"}
        SECTIONS[section["kind"]].objects.create(
            parent=article, region="main", ordering=place * STEP, **fields
        )
    if by:
        reviewing.record_author(article, by=by)
    return article


def _free(words, *, among):
    """Return a slug made of `words` that nothing among these rows has yet."""
    longest = among.model._meta.get_field("slug").max_length
    base = slugify(words)[: longest - ROOM_FOR_NUMBER].strip("-") or NAMELESS
    taken = set(among.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([base], numbered) if slug not in taken)


def _clinician(byline):
    """Return the clinician whom a byline such as "Ada Reyes, MD" names, or None."""
    name, _comma, credential = (part.strip() for part in byline.partition(","))
    if not name:
        return None
    known = Clinician.objects.filter(name__iexact=name).first()
    return known or Clinician.objects.create(
        name=name,
        credential=credential,
        slug=_free(name, among=Clinician.objects.all()),
    )
