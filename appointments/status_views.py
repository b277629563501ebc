"""A person's own request behind its secret link: looking changes nothing, a POST may.

Mail scanners follow every link, so GET and HEAD only read. What cannot be undone asks
once more. The address is a secret: it stands in no log and is told to no other page.
"""

import time
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clinic_site import sealing, throttle
from clinic_site import shell as shells
from clinic_site.own_forms import own_pages_only
from clinic_site.unlisted import unlisted

from . import by_patient, calendars, sealed_requests, status_links
from . import status as statuses
from .forms.status import CorrectForm, LinkAgainForm
from .models import BookedTime, IllegalMove, StaleRequest
from .responses import SeeOther

HOUR = timedelta(hours=1)
WRONG_TOKENS = {"rate": 60, "per": HOUR, "burst": 30}
ASKS_AGAIN = {"rate": 6, "per": HOUR, "burst": 6}
# As long as the longer way takes, and more: the time shall tell nothing either.
SECONDS_TO_ANSWER = 0.4
UNDONE_BY_NOBODY = {"withdraw": by_patient.withdraw, "erase": by_patient.erase}


def private(view):
    """Keep the address to ourselves, and the page out of every store and index."""

    @unlisted
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        # Not `no-referrer`: with it browsers hide where our own forms come from.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return guarded


@own_pages_only
@private
@require_http_methods(["GET", "HEAD", "POST"])
def status(request, token):
    at = timezone.now()
    found = status_links.find(token, at=at)
    if found is None:
        return _unknown(request, at=at)
    if request.method != "POST":
        return _page(request, found, at=at)
    step = request.POST.get("step")
    try:
        return _step(request, found, token, step=step, at=at)
    except (IllegalMove, StaleRequest) as refused:
        words = str(refused) if isinstance(refused, IllegalMove) else ""
        found.refresh_from_db()
        return _page(request, found, at=at, refused=words, code=409)


def _page(request, found, *, at, refused=None, code=200):
    page = {
        "status": statuses.of(found, at=at),
        "refused": refused,
        "was_corrected": "corrected" in request.GET,
        "calendar_url": request.path + "calendar/",
        "keep_days": settings.KEEP_DAYS,
    }
    return render(request, "appointments/status.html", page, status=code)


def _step(request, found, token, *, step, at):
    here = reverse("status", args=[token])
    if step == "choose":
        return _choose(request, found, here, at=at)
    if step == "correct":
        return _correct(request, found, here, at=at)
    if step not in UNDONE_BY_NOBODY:
        return SeeOther(here)
    if "confirmed" not in request.POST:
        page = {"step": step, "reference": found.reference, "here": here}
        return render(request, "appointments/status_confirm.html", page)
    UNDONE_BY_NOBODY[step](found, at=at)
    return SeeOther(here)


def _choose(request, found, here, *, at):
    chosen = request.POST.get("time", "")
    offer = _number(request.POST.get("offer"))
    if not (chosen == "none" or _number(chosen)) or not offer:
        words = _("Choose one of the times, or say that none fits.")
        return _page(request, found, at=at, refused=words, code=422)
    wanted = None if chosen == "none" else _number(chosen)
    by_patient.choose(found, offer=offer, time=wanted, at=at)
    return SeeOther(here)


def _number(text):
    """Return `text` as a row's number, or None; no database holds a longer one."""
    is_number = text and text.isascii() and text.isdigit() and len(text) < 18
    return int(text) if is_number else None


def _correct(request, found, here, *, at):
    try:
        answers = sealed_requests.opened(found)["answers"]
    except sealing.CannotBeOpened:
        words = _(
            "This cannot be done here. Please call us and read out your reference."
        )
        return _page(request, found, at=at, refused=words, code=409)
    is_sent = "sent" in request.POST
    form = CorrectForm(request.POST if is_sent else None, answers=answers)
    if not form.is_valid():
        page = {"form": form, "here": here}
        code = 422 if is_sent else 200
        return render(request, "appointments/status_correct.html", page, status=code)
    by_patient.correct(found, changes=form.cleaned_data, at=at)
    return SeeOther(f"{here}?corrected")


@private
@require_safe
def calendar(request, token):
    """The booked time as a file; once it is given back, the file takes it away."""
    at = timezone.now()
    found = status_links.find(token, at=at)
    booked = found and BookedTime.objects.filter(request=found).first()
    if not booked:
        return _unknown(request, at=at)
    return HttpResponse(
        calendars.of(booked, zone=shells.current().zone),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )


def _unknown(request, *, at):
    """The same page for a link that never was and for one that has ended."""
    is_free = throttle.allow("status", throttle.sender(request), at=at, **WRONG_TOKENS)
    code = 404 if is_free else 429
    page = {"form": LinkAgainForm(label_suffix=""), "is_unknown": True}
    return render(request, "appointments/status_link.html", page, status=code)


@own_pages_only
@private
@require_http_methods(["GET", "HEAD", "POST"])
def link_again(request):
    """Answer everybody alike; the link goes only to the address that was given."""
    started = time.monotonic()
    form = LinkAgainForm(request.POST or None, label_suffix="")
    if request.method != "POST" or not form.is_valid():
        code = 422 if form.errors else 200
        page = {"form": form}
        return render(request, "appointments/status_link.html", page, status=code)
    said, at = form.cleaned_data, timezone.now()
    if throttle.allow("link", throttle.sender(request), at=at, **ASKS_AGAIN):
        status_links.send_again(said["reference"], said["detail"], at=at)
    time.sleep(max(0.0, SECONDS_TO_ANSWER - (time.monotonic() - started)))
    return render(request, "appointments/status_link_sent.html")
