"""The sheet of paper of a publication: what it shows, and what became of it since."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from clinic_site import pango

from . import differences, history, sheet_words
from .differences import Change
from .history import Entry
from .models import CareInstruction, Publication

CURRENT, SAME, REPLACED, WITHDRAWN = "current", "same", "replaced", "withdrawn"
PAPERS = {"letter": "Letter", "a4": "A4"}


@dataclass(frozen=True)
class Standing:
    """How a printed sheet stands today.

    `state` is one of CURRENT, SAME (replaced by one that says the same), REPLACED and
    WITHDRAWN; `since` what happened after it was published, the newest first; `changes`
    how the sheet of today differs from it.
    """

    state: str
    since: list[Entry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    ended_on: date | None = None
    reason: Entry | None = None


def code_of(publication):
    """Return the code of a sheet; a publication without a sheet has none."""
    found = getattr(publication, "handout_code", None)
    return found.code if found else ""


def ways(publication):
    """Return the addresses of a sheet, as far as it and its PDF can be had."""
    if not publication.handout_html:
        return {}
    slug = publication.current_of.slug
    found = {"handout_url": reverse("handout", args=[slug])}
    if pango.is_there():
        found["pdf_url"] = reverse("handout_pdf", args=[slug])
    return found


def check_address(publication):
    """Return where a sheet can be checked: printed, and in its QR code."""
    with translation.override(publication.language):
        path = reverse("check_code", args=[code_of(publication)])
    return f"{settings.SITE_URL}{path}"


def standing(publication, *, zone):
    """Return the Standing of the sheet of `publication`, with days on that clock."""
    article = publication.article
    since = [
        one
        for one in history.entries(article, zone)
        if one.publication.number > publication.number
        or (one.withdrawal and one.publication == publication)
    ]
    if article.current_id == publication.pk:
        return Standing(CURRENT)
    if article.current_id is None:
        return Standing(WITHDRAWN, since, ended_on=since[0].on, reason=since[0])
    changes = differences_of(publication, article.current)
    return Standing(
        REPLACED if changes else SAME, since, changes, ended_on=since[-1].on
    )


def differences_of(old: Publication, new: Publication) -> list[Change]:
    """Return what changed between two stored sheets, value by value, word by word."""
    names = {
        one.code: one.name_in(old.language) for one in CareInstruction.objects.all()
    }
    before, after = (
        sheet_words.of(
            one.handout_html, title=one.title, summary=one.summary, names=names
        )
        for one in (old, new)
    )
    return differences.between_sheets(before, after)
