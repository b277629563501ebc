"""The search page: a plain form, what was found, or help where nothing was."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import live, search, wayfinding
from articles.models import Stage
from articles.search import asking
from clinic_site import shell, throttle
from clinic_site.unlisted import unlisted

# A person types, reads and types again; a machine does not read.
OFTEN_ENOUGH = {"rate": 20, "per": timedelta(minutes=1), "burst": 30}


@require_safe
@unlisted
@cache_control(no_store=True)
def page(request):
    """What somebody looks for says much about them: it is neither kept nor logged."""
    query = asking.tidy(request.GET.get("q", ""))
    if query and not _may_ask(request):
        return render(request, "articles/search_limited.html", status=429)
    pages = wayfinding.worth_listing(live.pages(get_language()), shell.current())
    treatments, stages = _treatments(pages), _stages(pages)
    treatment = _chosen(request, "treatment", treatments)
    stage = _chosen(request, "stage", stages)
    found = _find(query, pages, treatment=treatment, stage=stage)
    context = {
        "query": query,
        "treatments": treatments,
        "stages": stages,
        "treatment": treatment,
        "stage": stage,
        "answer": found,
        "names": dict(treatments),
        "stage_names": dict(stages),
        "elsewhere": _elsewhere(query, pages, found, is_part=bool(treatment or stage)),
        "breadcrumbs": [{"title": _("Home"), "url": reverse("home")}],
    }
    return render(request, "articles/search.html", context)


def _may_ask(request):
    sender = throttle.sender(request)
    return throttle.allow("search", sender, at=timezone.now(), **OFTEN_ENOUGH)


def _find(query, pages, *, treatment="", stage=""):
    if not query:
        return None
    wished = [
        one
        for one in pages
        if treatment in ("", one.treatment) and stage in ("", one.stage)
    ]
    return search.find(query, wished, language=get_language())


def _elsewhere(query, pages, found, *, is_part):
    """Return how many pages answer outside the part somebody chose, if it has none."""
    if not (found and is_part and not found.count):
        return 0
    return _find(query, pages).count


def _treatments(pages):
    """Return (slug, name) of each treatment that a page is about."""
    used = {one.treatment for one in pages}
    current = shell.current()
    names = current.treatment_names()
    slugs = [one["slug"] for one in current.treatments if one["slug"] in used]
    return [(slug, names.get(slug, slug)) for slug in slugs]


def _stages(pages):
    used = {one.stage for one in pages}
    return [(one.value, one.label) for one in Stage if one.value in used]


def _chosen(request, name, choices):
    value = request.GET.get(name, "")
    return value if value in dict(choices) else ""
