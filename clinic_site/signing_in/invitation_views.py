"""Where an invitation leads: looking changes nothing, sending the form lets one in."""

from django.contrib import admin
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from clinic_site import invitations, throttle

from . import limits
from .invitation_forms import Acceptance, NewPassword


@never_cache
@sensitive_post_parameters()
def accept(request, token):
    at = timezone.now()
    if request.method == "POST" and not _may_try(request, at):
        return _page(request, "account/wait.html", status=429)
    try:
        invitation = invitations.open_link(token, at=at)
        form = _form(request, invitation)
        if request.method == "POST" and form.is_valid():
            return _let_in(request, token, form.cleaned_data, at)
    except invitations.NotUsable:
        return _page(request, "account/invitation_over.html", status=404)
    context = {"form": form, "invitation": invitation}
    return _page(request, "account/invitation.html", context)


def _form(request, invitation):
    kind = NewPassword if invitation.person else Acceptance
    return kind(request.POST or None, person=invitation.person)


def _let_in(request, token, said, at):
    person = invitations.accept(
        token, name=said.get("name", ""), password=said["password"], at=at
    )
    login(request, person)
    return HttpResponseRedirect(reverse("admin:index"))


def _may_try(request, at):
    network = throttle.sender(request)
    return limits.admits("invitation", network, network=network, at=at)


def _page(request, template, context=None, status=200):
    context = {**admin.site.each_context(request), **(context or {})}
    return render(request, template, context, status=status)
