"""The forms of the door, in our words; what they check stands in factors."""

from contextlib import suppress

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site import sealing

from . import alike, factors, failures
from .adapters import WRONG_CODE
from .invitation_forms import NewPassword

NO_MATCH = _("That name and password do not go together. Capital letters count.")
CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autofocus": True,
    "maxlength": "20",
}


class SignInForm(forms.Form):
    """A staff name and a password: known and unknown names take one hash alike."""

    username = forms.CharField(
        label=_("Your staff name or e-mail address"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_username(self):
        name = alike.plain(self.cleaned_data["username"])
        return name.casefold() if "@" in name else name

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        person = authenticate(
            self.request, username=said["username"], password=said["password"]
        )
        if person is None or not person.is_staff:
            failures.count(at=timezone.now())
            raise ValidationError(NO_MATCH)
        self.person = person
        return said

    def login(self, request, redirect_url=None):
        login = Login(user=self.person, redirect_url=redirect_url)
        return perform_password_login(request, {}, login)


class PasswordAgainForm(forms.Form):
    """One's own password, before something about the door is changed."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "autofocus": True}
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            failures.count(at=timezone.now())
            raise ValidationError(_("That is not your password."))
        return self.cleaned_data["password"]


class CheckedCode:
    """A code of the app or a recovery code, right once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code"),
            help_text=_("Six digits from your app, or one of your recovery codes."),
            max_length=20,
            widget=forms.TextInput(attrs=CODE),
        )

    def clean_code(self):
        code, at = self.cleaned_data["code"], timezone.now()
        self.authenticator = factors.check(self.user, code, at=at)
        if self.authenticator is None:
            failures.count(at=at)
            raise ValidationError(WRONG_CODE)
        return code


class CodeForm(CheckedCode, AuthenticateForm):
    pass


class CodeAgainForm(CheckedCode, ReauthenticateForm):
    pass


class SetUpCodesForm(forms.Form):
    """The first code of a new app. Until then its secret lies sealed in the session."""

    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs=CODE | {"autofocus": False}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.secret = _pending_secret(context.request.session)

    def clean_code(self):
        code = self.cleaned_data["code"]
        step = factors.step_of(self.secret, code, at=timezone.now())
        if step is None or not factors.spend(self.user.pk, step):
            raise ValidationError(WRONG_CODE)
        return code


class NamedPasskey:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("A name for this device"),
            help_text=_("For example: front desk computer, my phone."),
            max_length=60,
        )
        self.fields.pop("passwordless", None)


class NewPasskeyForm(NamedPasskey, AddWebAuthnForm):
    """Always one that can stand alone: it asks for a finger, a face or a PIN."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["name"] = ""


class PasskeyNameForm(NamedPasskey, EditWebAuthnForm):
    pass


class OwnPassword(NewPassword):
    """A new password, after the one of until now."""

    old = forms.CharField(
        label=_("Your password until now"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old", "password", "again"]

    def clean_old(self):
        if not self.person.check_password(self.cleaned_data["old"]):
            failures.count(at=timezone.now())
            raise ValidationError(_("That is not your password."))
        return self.cleaned_data["old"]


class ForgottenForm(forms.Form):
    """Whose password was forgotten; the answer is the same for every name."""

    name = forms.CharField(
        label=_("Your staff name or e-mail address"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )

    def clean_name(self):
        return alike.plain(self.cleaned_data["name"])


def _pending_secret(session):
    """Return the secret that is being set up: the same one in every tab."""
    adapter = get_adapter()
    with suppress(KeyError, sealing.CannotBeOpened):
        return adapter.decrypt(session[SECRET_SESSION_KEY])
    secret = generate_totp_secret()
    session[SECRET_SESSION_KEY] = adapter.encrypt(secret)
    return secret
