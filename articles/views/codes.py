"""Is this sheet of paper still right? What a code on it says."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import handouts, live
from articles.models import HandoutCode
from clinic_site import shell, throttle
from clinic_site.unlisted import unlisted

from . import handouts as sheets

# Somebody with a drawer full of sheets, not a machine that tries codes.
OFTEN_ENOUGH = {"rate": 20, "per": timedelta(minutes=1), "burst": 30}
LONGEST = 60


@require_safe
@unlisted
@never_cache
def check(request):
    """A form with one field; what is typed leads to the address of the code."""
    typed = request.GET.get("code", "").strip()[:LONGEST]
    if not typed:
        return _ask(request)
    return _answer(request, typed)


@require_safe
@unlisted
@never_cache
def check_code(request, code):
    return _answer(request, code[:LONGEST])


def _answer(request, typed):
    if not _may_ask(request):
        return render(request, "articles/check/limited.html", status=429)
    found = HandoutCode.objects.typed(typed).select_related("publication__article")
    code = found.first()
    if code is None:
        return _ask(request, typed=typed, status=404)
    own = reverse("check_code", args=[code.code])
    if request.path != own:
        return redirect(own)
    return _show(request, code.publication)


def _ask(request, *, typed="", status=200):
    page = {"typed": typed, "is_unknown": bool(typed), "breadcrumbs": _home_only()}
    return render(request, "articles/check/form.html", page, status=status)


def _show(request, publication):
    article, zone = publication.article, shell.current().zone
    found = handouts.standing(publication, zone=zone)
    page = sheets.sheet(request, publication) | {
        "standing": found,
        "is_review_overdue": _is_overdue(publication, found),
        "now_url": _where_now(article),
        "breadcrumbs": [*_home_only(), _form()],
    }
    return render(request, "articles/check/sheet.html", page)


def _is_overdue(publication, found):
    today = shell.current().day_of(timezone.now())
    return found.state == handouts.CURRENT and publication.review_due_on < today


def _where_now(article):
    """Return the address of today's page, in its own language; "" if it has none."""
    return next((one.url for one in live.pages() if one.article == article.pk), "")


def _home_only():
    return [{"title": _("Home"), "url": reverse("home")}]


def _form():
    return {"title": _("Check a handout code"), "url": reverse("check")}


def _may_ask(request):
    sender = throttle.sender(request)
    return throttle.allow("check", sender, at=timezone.now(), **OFTEN_ENOUGH)
