"""Reading: one look-up of finished bytes within the page shell."""

from datetime import date

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import handouts, live, rendering, structured_data, wayfinding
from articles.models import Publication, Stage
from articles.models.revision import MANAGED_PLACES
from clinic_site import shell

from . import gone
from .freshness import asked_again


@require_safe
@asked_again
def home(request):
    found = _listed()
    page = {
        "groups": live.by_stage(found),
        "fit_page": live.at_place("is_this_for_you", get_language()),
        **_own_words_of_home(request),
        "structured_data": structured_data.clinic(shell.current()),
    }
    return render(request, "articles/home.html", page)


def _listed():
    found = live.listed(live.pages(get_language()))
    return wayfinding.worth_listing(found, shell.current())


def _own_words_of_home(request):
    found = Publication.objects.at_place("home", language=get_language())
    publication = found.select_related("current_of").first()
    return words_of(request, publication, url=request.path) if publication else {}


@require_safe
@asked_again
def article_list(request):
    found = _listed()
    page = {
        "groups": live.by_stage(found),
        "letters": live.by_letter(found),
        "breadcrumbs": [{"title": _("Home"), "url": reverse("home")}],
    }
    return render(request, "articles/article_list.html", page)


@require_safe
@asked_again
def article(request, slug):
    """One query: the publication at this address; the rest is in memory."""
    found = Publication.objects.at_address(language=get_language(), slug=slug)
    publication = found.select_related("current_of").first()
    if publication is None:
        return gone.gone_or_not_found(request, slug=slug)
    if own := live.own_address(publication.current_of):
        return redirect(own)
    return show(request, publication)


def show(request, publication):
    """Answer with a publication in the page shell, at whatever address it has."""
    request.translations = live.translations_of(publication.current_of)
    page = reading(request, publication)
    return render(request, "articles/article_page.html", page)


def reading(request, publication):
    """Return what the article page shows of one publication."""
    facts, article = publication.facts, publication.current_of
    here, current = reverse("article", args=[article.slug]), shell.current()
    return {
        **words_of(request, publication, url=here),
        "contents": publication.contents,
        "head": mark_safe(facts.get("head", "")),
        "author": facts["author"],
        "reviewer": facts["reviewer"],
        "reviewed_on": date.fromisoformat(facts["reviewed_on"]),
        "history_url": reverse("article_history", args=[article.slug]),
        "updated_on": facts["updated_on"]
        or publication.published_at.astimezone(current.zone),
        "sources": facts["sources"],
        "minutes_to_read": publication.minutes,
        "canonical": here,
        **handouts.ways(publication),
        "calm_url": _calm_url(publication, article),
        "is_kept": request.path in (here, reverse("help_now")),
        "is_about_care": article.place not in MANAGED_PLACES,
        "is_crisis_help": article.place == "help_now",
        "says_what_is_kept": article.place in ("privacy", "help_now"),
        **wayfinding.around(
            publication, article, live.pages(publication.language), current
        ),
    }


def _calm_url(publication, article):
    """Right after a visit nobody reads a whole page."""
    if publication.stage not in (Stage.AFTER, Stage.AFTERCARE):
        return ""
    return publication.calm_html and reverse("article_calm", args=[article.slug])


def words_of(request, publication, *, url):
    """Return the words of a publication, and what stands with them on every page."""
    today = shell.current().day_of(timezone.now())
    return {
        "publication": publication,
        "is_review_overdue": publication.review_due_on < today,
        "body": rendering.fill_markers(publication.body_html, contacts(request)),
        "newer_original": live.newer_original(publication),
        "helpful_url": reverse("helpful", args=[publication.current_of.slug]),
        "structured_data": structured_data.article(
            publication, url=url, shell=shell.current()
        ),
    }


def contacts(request):
    """Today's telephone, hours and help numbers as the help cards show them."""
    names = {
        "non_urgent": "clinic_contact",
        "urgent": "crisis_calls",
        "emergency": "emergency_calls",
    }
    return {
        level: render_to_string(f"components/{name}.html", request=request)
        for level, name in names.items()
    }
