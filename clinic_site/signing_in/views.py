"""Coming in: name and password, then the second step, or a passkey alone."""

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base import views as code_views
from allauth.mfa.webauthn import views as passkey_views
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from . import passkeys
from .door import AtTheDoor, Limited


class SignIn(Limited, AtTheDoor, LoginView):
    door = "sign in"

    def name_tried(self):
        return self.request.POST.get("username", "")[:150]


class SignOut(AtTheDoor, LogoutView):
    """Twice is no loss: who is out already is led to the door."""


@method_decorator(never_cache, name="dispatch")
class SecondStep(Limited, AtTheDoor, code_views.AuthenticateView):
    door = "second step"

    def name_tried(self):
        return str(self.stage.login.user.pk)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.stage.login.user
        return {**context, **passkeys.for_asking(context, user)}


class PasskeyAlone(Limited, passkey_views.LoginWebAuthnView):
    """There is nothing to guess in a passkey: only the network is limited."""

    door = "passkey"

    def name_tried(self):
        return self.request.META.get("REMOTE_ADDR", "") + "*"


class PasswordAgain(Limited, AtTheDoor, ReauthenticateView):
    door = "sign in"

    def name_tried(self):
        return self.request.user.get_username()


class SecondStepAgain(Limited, AtTheDoor, code_views.ReauthenticateView):
    door = "second step"


class PasskeyAgain(Limited, AtTheDoor, passkey_views.ReauthenticateWebAuthnView):
    door = "second step"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {**context, **passkeys.for_asking(context, self.request.user)}
