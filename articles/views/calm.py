"""One thing at a time, for the hours after a visit."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import calm_words, live
from articles.models import CareInstruction, Publication
from clinic_site import shell
from clinic_site.unlisted import unlisted

from . import gone
from .freshness import asked_again


@unlisted
@require_safe
@asked_again
def view(request, slug):
    """Two queries: the stored steps, and the values that close them."""
    found = Publication.objects.at_address(language=get_language(), slug=slug)
    publication = found.select_related("current_of").first()
    if publication is None:
        return gone.gone_or_not_found(request, slug=slug)
    article, current = publication.current_of, shell.current()
    request.translations = live.calm_translations_of(article)
    is_companion = request.GET.get("for") == "companion"
    page = {
        "publication": publication,
        "canonical": live.own_address(article) or reverse("article", args=[slug]),
        "is_companion": is_companion,
        "is_review_overdue": publication.review_due_on < current.day_of(timezone.now()),
        "newer_original": live.newer_original(publication),
        **calm_words.page(
            publication,
            CareInstruction.objects.in_force(),
            offered={one["slug"] for one in shell.offered_treatments(current)},
            is_companion=is_companion,
        ),
    }
    return render(request, "articles/calm.html", page)
