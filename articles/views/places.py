"""The fixed pages: treatments, team, locations, and articles that have a place."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import live, openness, structured_data, wayfinding
from articles.models import Clinician, Publication
from clinic_site import languages, opening, shell

from . import gone, reading
from .freshness import asked_again

CLOSURES_SHOWN = 4


def _placed(place):
    """Return the live publication with this place in the page's language, or None."""
    found = Publication.objects.at_place(place, language=get_language())
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
def treatments(request):
    """What the clinic offers now, side by side."""
    page = {"breadcrumbs": _home_only(), "fit_page": _fit_page()}
    return render(request, "articles/treatments.html", page)


@require_safe
@asked_again
def treatment(request, slug):
    """The hub of a treatment; one that is no longer given keeps its aftercare."""
    known = {one["slug"]: one for one in shell.current().treatments}
    if slug not in known:
        raise Http404
    found = live.pages(get_language())
    way = wayfinding.on_the_way(found, slug)
    place = f"{live.HUB}{slug}"
    offered = known[slug]["is_offered"]
    page = {
        "treatment": {
            "slug": slug,
            "is_offered": offered,
            **(languages.in_language(known[slug]["texts"]) or {}),
            **({} if offered else {"summary": ""}),
        },
        "groups": [*live.by_stage(way), *wayfinding.parts_of(way)],
        "way": way if offered else wayfinding.afterwards(way),
        "more": wayfinding.beside_the_way(found, slug, way),
        "fit_page": _fit_page(),
        "breadcrumbs": [*_home_only(), _all_treatments()],
        # What was written to explain it would read like an offer.
        **(_own_words(request, place) if offered else {"publication": None}),
    }
    return render(request, "articles/treatment.html", page)


@require_safe
@asked_again
def team(request):
    clinicians = Clinician.objects.shown().said_in(get_language())
    clinicians = clinicians.select_related("portrait")
    page = {
        "people": [_presented(one) for one in clinicians],
        "breadcrumbs": _home_only(),
        **_own_words(request, "team"),
    }
    return render(request, "articles/team.html", page)


def _presented(clinician):
    """Return a clinician as the team page shows them."""
    return {
        "name": clinician.name,
        "credential": clinician.own_credential or clinician.credential,
        "slug": clinician.slug,
        "role": clinician.role or "",
        "words": clinician.profile or "",
        "portrait": clinician.portrait and clinician.portrait.shown_as("portrait"),
    }


@require_safe
@asked_again
def locations(request):
    current = shell.current()
    today = current.day_of(timezone.now())
    page = {
        "openness": openness.in_words(current, at=timezone.now()),
        "days": opening.day_by_day(
            current.week,
            today=today.weekday(),
            is_shut_today=today.isoformat() in current.closures,
        ),
        "closures": openness.closed_from(current, today)[:CLOSURES_SHOWN],
        "places": current.locations,
        "breadcrumbs": _home_only(),
        **_own_words(request, "locations"),
        "structured_data": structured_data.clinic(current),
    }
    return render(request, "articles/locations.html", page)


def _own_words(request, place):
    """Return what staff wrote for this page, if it is published."""
    publication = _placed(place)
    if publication is None:
        return {"publication": None, "body": ""}
    return reading.words_of(request, publication, url=request.path)


def _fit_page():
    return live.at_place("is_this_for_you", get_language())


def _all_treatments():
    return {"title": _("Treatments"), "url": reverse("treatments")}


def _home_only():
    return [{"title": _("Home"), "url": reverse("home")}]
