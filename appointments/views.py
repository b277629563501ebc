"""Asking for an appointment: questions, answers to check, and the receipt."""

import logging
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clinic_site import page_frame, throttle
from clinic_site import shell as shells
from clinic_site.components.frame import NEUTRAL
from clinic_site.hours import NeverOpen
from clinic_site.own_forms import own_pages_only
from clinic_site.unlisted import unlisted

from . import distress, intake, limits, promises, receipts
from .forms import AppointmentRequestForm, asker_of, blank
from .forms.summary import answers_in_words
from .responses import SeeOther

logger = logging.getLogger(__name__)


def while_the_clinic_opens(view):
    """Ask people to call where no promise can be counted: opening hours are missing."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except NeverOpen:
            typed = [(name, v) for name, vs in request.POST.lists() for v in vs]
            page = {"hidden_inputs": typed}
            return render(request, "appointments/not_now.html", page, status=503)

    return guarded


@own_pages_only
@unlisted
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@while_the_clinic_opens
def request_appointment(request):
    at = timezone.now()
    if request.method != "POST":
        return _empty(request, at=at)
    form = AppointmentRequestForm(request.POST, at=at)
    if {"change", "show_questions"} & request.POST.keys():
        return _ask(request, form.unjudged())
    if not form.is_valid():
        return _ask(request, form)
    if form.asks_for_themselves_under_18:
        return render(request, "appointments/under_18.html", _to_send(form))
    if request.POST.get("step") != "send" or not form.has_its_first_key:
        return _check(request, form)
    return _send(request, form)


def _empty(request, *, at):
    asker = asker_of(request.GET.get("for"))
    page = {"empty_form": blank.html(asker, at=at)}
    return render(request, "appointments/request.html", page)


def _ask(request, form):
    page = {"form": form} | _help_first(distress.for_words(form.typed_freely()))
    return render(request, "appointments/request.html", page)


def _check(request, form):
    answers = form.answers()
    is_read_first = distress.for_answers(answers) is not None
    promise = promises.for_answers(answers, at=form.at, is_read_first=is_read_first)
    page = {
        "promise": promises.in_words(promise.by),
        "waits_for_safe_hours": promise.waits_for_safe_hours,
        "must_check_again": request.POST.get("step") == "send",
    }
    return render(request, "appointments/check.html", page | _to_send(form))


def _to_send(form):
    """What a page needs to hand all answers back to us: nothing is stored till then."""
    return {
        "hidden_inputs": form.carried(all_answers=True),
        "answers": answers_in_words(form),
        "remarks": form.remarks,
    } | _help_first(distress.for_answers(form.cleaned_data))


def _help_first(help_first):
    return {"help_first": help_first, "way_out": NEUTRAL}


def _send(request, form):
    network = throttle.sender(request)
    try:
        if limits.are_set() and not (
            intake.knows(form.key)
            or limits.admits(form.answers(), network=network, at=form.at)
        ):
            return _limited(request, form)
        received = intake.receive(
            form.answers(),
            form_key=form.key,
            language=get_language(),
            at=form.at,
            suspicions=intake.suspicions(
                form.key, trap_was_filled=form.was_filled_in_by_a_machine, at=form.at
            ),
        )
    except Error:
        logger.exception("request.unknown_outcome")
        return _unknown_outcome(request, form)
    return _receipt(received, at=form.at)


def _limited(request, form):
    """Nothing is stored; the words stay in the page, to be sent again later."""
    wait = limits.wait()
    context = _to_send(form) | {"minutes": wait // limits.MINUTE}
    page = render(request, "appointments/limited.html", context, status=429)
    page["Retry-After"] = str(wait // timedelta(seconds=1))
    return page


def _unknown_outcome(request, form):
    """Say that we cannot tell, without asking the database for anything."""
    page = page_frame.context(request, shells.last_good()) | _to_send(form)
    words = render_to_string("appointments/unknown_outcome.html", page)
    return HttpResponse(words, status=503, headers={"Retry-After": "30"})


def _receipt(received, *, at):
    address = reverse("received", args=[received.reference])
    response = SeeOther(address)
    response.set_cookie(
        receipts.COOKIE,
        receipts.write(received, at=at),
        max_age=int(receipts.LASTS.total_seconds()),
        path=address,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


@unlisted
@never_cache
@require_safe
def received(request, reference):
    """With its cookie the receipt; without, the same words for every reference."""
    token = request.COOKIES.get(receipts.COOKIE, "")
    receipt = receipts.read(token, reference=reference, at=timezone.now())
    page = {"receipt": receipt, "way_out": NEUTRAL}
    return render(request, "appointments/received.html", page)
