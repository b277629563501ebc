"""What every page of the door shares: its frame, its limits, who may stand there."""

from functools import wraps

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from clinic_site import shell, throttle

from . import factors, limits, sessions


class AtTheDoor:
    """A view of allauth's in our frame."""

    def get_context_data(self, **kwargs):
        return {
            **admin.site.each_context(self.request),
            **super().get_context_data(**kwargs),
        }


class Limited:
    """A view whose POST may be tried a few times; only what fails is counted."""

    door = ""

    def name_tried(self):
        return str(self.request.user.pk)

    def post(self, request, *args, **kwargs):
        self.tried = {
            "name": self.name_tried(),
            "network": throttle.sender(request),
            "at": timezone.now(),
        }
        if not limits.admits(self.door, **self.tried):
            return page(request, "account/wait.html", status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        limits.forgive(self.door, **self.tried)
        return super().form_valid(form)


def page(request, template, context=None, status=200):
    """Render a page of the door, its times on the clinic's clock."""
    context = {**admin.site.each_context(request), **(context or {})}
    with timezone.override(shell.current().zone):
        return render(request, template, context, status=status)


def known(view):
    """Let only those look who are signed in, with the second step they have set up.

    Who has none yet may look: the page for setting one up is among these.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return _go("account_login", request)
        is_enough = factors.was_used(request) or sessions.is_break_glass(request)
        if factors.are_set_up(request.user) and not is_enough:
            return _go("mfa_reauthenticate", request)
        return view(request, *args, **kwargs)

    return guarded


def _go(name, request):
    where = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': where})}")
