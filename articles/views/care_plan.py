"""A patient's own plan: counted when asked, shown once, kept nowhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles import calendars, live, plan_words, timelines
from articles.forms.care_plan import CarePlanForm
from articles.models import CareInstruction, SignedSet, Stage
from clinic_site import shell
from clinic_site.own_forms import own_pages_only
from clinic_site.unlisted import unlisted


@own_pages_only
@unlisted
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def care_plan(request):
    at = timezone.now()
    if request.method != "POST":
        return _ask(request, CarePlanForm(at=at))
    if {"change", "add_visit"} & request.POST.keys():
        return _ask(request, CarePlanForm.as_typed(request.POST, at=at))
    form, plan = _planned(request.POST, at)
    if not form.is_valid():
        return _ask(request, form)
    if plan is None:
        return render(request, "articles/plan/unsigned.html")
    return render(request, "articles/plan/plan.html", _page(request, form, plan))


@own_pages_only
@unlisted
@never_cache
@require_POST
def calendar(request):
    """The same plan as a file for a calendar; asking again updates, never doubles."""
    form, plan = _planned(request.POST, timezone.now())
    if not form.is_valid():
        return _ask(request, form)
    if plan is None:
        return render(request, "articles/plan/unsigned.html")
    finished = calendars.of(
        plan,
        shell=shell.current(),
        signed_set=SignedSet.objects.latest_number(),
        with_sentences="sentences" in request.POST,
    )
    return HttpResponse(
        finished,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="plan.ics"'},
    )


def _ask(request, form):
    return render(request, "articles/plan/form.html", {"form": form})


def _planned(typed, at):
    """Return the form, and its plan; None where there may be none yet."""
    values = CareInstruction.objects.in_force()
    form = CarePlanForm(typed, at=at, values=values)
    if not form.is_valid():
        return form, None
    try:
        return form, timelines.make(
            form.visits,
            values,
            zone=shell.current().zone,
            now=at,
            language=get_language(),
            form="companion" if "companion" in typed else "short",
        )
    except timelines.Unsigned:
        return form, None


def _page(request, form, plan):
    names = dict(form.fields["treatment"].choices)
    return plan_words.page(plan, names=names) | {
        "carried": form.carried(),
        "is_companions": "companion" in request.POST,
        "calendar_url": reverse("care_plan_calendar"),
        "calm_pages": [
            page
            for page in live.pages(get_language())
            if page.stage == Stage.AFTER
            and page.treatment in {visit.treatment for visit in plan.visits}
        ],
    }
