"""Two editors on one article: the second is told, sees what differs, loses nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freezing
from articles.differences import between
from articles.models import Article
from clinic_site import staff

from . import typed
from .changes import in_words

OVER = "_over"  # the button that saves over somebody's words, named after its version
NOT_WORDS = {"opened", "change_note", "is_major"}


@dataclass(frozen=True)
class Overtaken:
    """Somebody saved first: who, when, and what differs from what was typed."""

    by: str
    at: datetime | None
    version: int
    changes: list[dict[str, object]]


def save_in_turn(admin, request, pk, *, stock):
    """Save by the `stock` view if nobody saved since; else bring the form back.

    All in one transaction that holds the article's row, so that of two people who
    press at once one is the second. A form that is refused claims nothing.
    """
    with transaction.atomic():
        if not _is_claimed(request, pk):
            found = _overtaken(admin, request, pk)
            if found is None:
                return HttpResponseRedirect(request.get_full_path())
            request.overtaken = found
        response = stock()
        if response.status_code == 200:
            transaction.set_rollback(True)
    if getattr(request, "overtaken", None):
        response.status_code = 409
    return response


def _is_claimed(request, pk):
    opened = request.POST.get(OVER) or request.POST.get("opened", "")
    number = int(opened) if opened.isdecimal() and len(opened) < 9 else -1
    return Article.objects.claim(pk, opened=number, by=request.user, at=timezone.now())


def _overtaken(admin, request, pk):
    """Return what to tell, the posted form fitted to it; None if it is saved already.

    That is so after a second click on "Save": the same person, the same words.
    """
    article = Article.objects.select_related("saved_by").get(pk=pk)
    saved = freezing.freeze(article)
    person = article.saved_by
    if person == request.user and _says_the_same(admin, request, pk, saved):
        return None
    request.POST = typed.fitted(request.POST, admin.formsets_of(request, article))
    words = typed.content(admin, request, Article.objects.get(pk=pk))
    return Overtaken(
        by=staff.name_of(person) if person else _("Somebody"),
        at=article.saved_at,
        version=article.version,
        changes=in_words(between(saved, words)),
    )


def _says_the_same(admin, request, pk, saved):
    article = Article.objects.get(pk=pk)
    form = admin.get_form(request, article, change=True)(request.POST, instance=article)
    if set(form.changed_data) - NOT_WORDS:
        return False
    words = typed.content(admin, request, Article.objects.get(pk=pk))
    return not between(saved, words)
