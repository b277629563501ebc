"""The fixed pages: treatments, team, locations, and articles that have a place."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import live, openness, rendering, wayfinding
from articles.models import Clinician, Publication
from clinic_site import shell

from . import gone, reading
from .freshness import asked_again


def _placed(place):
    """Return the live publication with this place in the page's language, or None."""
    found = Publication.objects.live().filter(
        current_of__place=place, current_of__language=get_language()
    )
    return found.select_related("current_of").first()


@require_safe
@asked_again
def fixed(request, place):
    """An article under its fixed address; its canonical address stays its own."""
    publication = _placed(place)
    if publication is None:
        return gone.gone_or_not_found(request, place=place)
    return reading.show(request, publication)


@require_safe
@asked_again
def help_now(request):
    """Never missing: without the clinic's own words the help numbers stand alone."""
    publication = _placed("help_now")
    if publication is None:
        return render(request, "articles/help_now.html")
    return reading.show(request, publication)


@require_safe
@asked_again
def treatment(request, slug):
    """The hub of a treatment; one that is no longer given keeps its aftercare."""
    known = {one["slug"]: one for one in shell.current().treatments}
    if slug not in known:
        raise Http404
    found = live.pages(get_language())
    way = wayfinding.on_the_way(found, slug)
    page = {
        "treatment": {
            "slug": slug,
            "is_offered": known[slug]["is_offered"],
            **(shell.in_language(known[slug]["texts"]) or {}),
        },
        "stages": wayfinding.stage_links(way),
        "way": way,
        "more": [page for page in found if page.treatment == slug and page not in way],
        "breadcrumbs": _home_only(),
        **_own_words(request, f"{wayfinding.PLACED_TREATMENT}{slug}"),
    }
    return render(request, "articles/treatment.html", page)


@require_safe
@asked_again
def team(request):
    page = {
        "clinicians": Clinician.objects.shown().prefetch_related("texts"),
        "breadcrumbs": _home_only(),
        **_own_words(request, "team"),
    }
    return render(request, "articles/team.html", page)


@require_safe
@asked_again
def locations(request):
    current = shell.current()
    page = {
        "openness": openness.in_words(current, at=timezone.now()),
        "places": current.locations,
        "breadcrumbs": _home_only(),
        **_own_words(request, "locations"),
    }
    return render(request, "articles/locations.html", page)


def _own_words(request, place):
    """Return what staff wrote for this page, if it is published."""
    publication = _placed(place)
    if publication is None:
        return {"publication": None, "body": ""}
    request.translations = None
    contacts = reading.contacts(request)
    return {
        "publication": publication,
        "newer_original": live.newer_original(publication),
        "body": rendering.fill_markers(publication.body_html, contacts),
    }


def _home_only():
    return [{"title": _("Home"), "url": reverse("home")}]
