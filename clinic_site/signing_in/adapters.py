"""Where django-allauth asks this house: seals, names, words, sessions."""

import base64
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as RECORDS,
)
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from clinic_site import sealing, shell
from clinic_site.models import SignInEventKind

from . import door_events, factors, sessions

BOUND_TO = b"second factor"
WRONG_CODE = _("That code is not right, or it was used already. Wait for the next one.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; who is in has a session of ours."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("That is not your password."),
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only an address of this site, without a host of its own."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, request, level, *args, message=None, **kwargs):
        """Say our own words only."""
        if message:
            super().add_message(request, level, message=message, **kwargs)

    def login(self, request, user):
        at = timezone.now()
        super().login(request, user)
        sessions.begin(request, at=at)
        _count_as_fresh(request)
        ways = [record.get("type", record["method"]) for record in _records(request)]
        door_events.record(SignInEventKind.SIGNED_IN, user, at=at, ways=ways)

    def respond_user_inactive(self, request, user):
        messages.error(request, _("This account no longer opens the desk."))
        return HttpResponseRedirect(reverse("account_login"))


class FactorAdapter(DefaultMFAAdapter):
    """Secrets lie sealed; a passkey is for the host that SITE_URL names."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "This is your only second step. Set another one up first."
        ),
    }

    def encrypt(self, text):
        envelope = sealing.seal(text.encode(), bound_to=BOUND_TO)
        return base64.b64encode(envelope).decode()

    def decrypt(self, encrypted_text):
        envelope = base64.b64decode(encrypted_text)
        return sealing.unseal(envelope, bound_to=BOUND_TO).decode()

    def get_totp_issuer(self):
        return shell.current().name

    def get_totp_label(self, user):
        return user.get_username()

    def get_public_key_credential_rp_entity(self):
        host = urlsplit(settings.SITE_URL).hostname
        return {"id": host, "name": shell.current().name or host}

    def can_delete_authenticator(self, authenticator):
        return factors.has_another(authenticator)


def _records(request):
    return request.session.get(RECORDS, [])


def _count_as_fresh(request):
    """Whoever just came in need not show it again to change a password or factor."""
    records = _records(request)
    if records:
        newest = records[-1] | {"reauthenticated": True}
        request.session[RECORDS] = [*records[:-1], newest]
