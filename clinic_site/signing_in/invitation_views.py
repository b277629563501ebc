"""Where an invitation leads: looking changes nothing, sending the form lets one in."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from clinic_site import invitations, throttle
from clinic_site.models import InvitationKind

from . import limits, sessions
from .door import page
from .invitation_forms import Acceptance, NewPassword


@never_cache
@sensitive_post_parameters()
def accept(request, token):
    at = timezone.now()
    if request.method == "POST" and not _may_try(request, at):
        return page(request, "account/wait.html", status=429)
    try:
        invitation = invitations.open_link(token, at=at)
        form = _form(request, invitation)
        if request.method == "POST" and form.is_valid():
            return _let_in(request, token, invitation, form.cleaned_data)
    except invitations.NotUsable:
        return page(request, "account/invitation_over.html", status=404)
    context = {"form": form, "invitation": invitation}
    return page(request, "account/invitation.html", context)


def _form(request, invitation):
    kind = NewPassword if invitation.person else Acceptance
    return kind(request.POST or None, person=invitation.person)


def _let_in(request, token, invitation, said):
    """Sign the person in; what they still lack, the desk asks for before anything."""
    at = timezone.now()
    person = invitations.accept(
        token, name=said.get("name", ""), password=said["password"], at=at
    )
    limits.forgive("invitation", **_tried(request, at))
    logout(request)  # whoever was in here before
    record_authentication(request, person, method=invitation.kind)
    get_adapter().login(request, person)
    if invitation.kind == InvitationKind.BREAK_GLASS:
        sessions.end_at(request, invitation.expires_at)
    return HttpResponseRedirect(reverse("mfa_index"))


def _may_try(request, at):
    return limits.admits("invitation", **_tried(request, at))


def _tried(request, at):
    network = throttle.sender(request)
    return {"name": network, "network": network, "at": at}
