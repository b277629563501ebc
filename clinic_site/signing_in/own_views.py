"""One's own sign-in: second steps, recovery codes, password, sessions."""

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic.edit import FormView

from clinic_site import qr
from clinic_site.models import SignInEventKind

from . import door_events, factors, passkeys, sessions
from .door import AtTheDoor, Limited, known, page
from .forms import OwnPassword

guarded = method_decorator(known, name="dispatch")
GROUP = 4
CODES = Authenticator.Type.RECOVERY_CODES


@known
def overview(request):
    """All of one's own sign-in on one page; first of all, what is still missing."""
    mine = Authenticator.objects.filter(user=request.user).order_by("created_at")
    rows = {row.type: row for row in mine}
    keys = [row for row in mine if row.type == Authenticator.Type.WEBAUTHN]
    codes = rows.get(CODES)
    context = {
        "app": rows.get(Authenticator.Type.TOTP),
        "passkeys": [{"pk": row.pk, "name": row.wrap().name} for row in keys],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "is_set_up": factors.are_set_up(request.user),
        "sessions": sessions.of(request.user, at=timezone.now()),
        "this_session": request.session.session_key,
    }
    return page(request, "account/overview.html", context)


@known
@require_POST
def end_sessions(request):
    """End one of one's own sessions, or all but this one."""
    if which := request.POST.get("session", ""):
        sessions.end(request.user, pk=int(which) if which.isdigit() else 0)
    else:
        sessions.end(request.user, but=request.session.session_key)
    kind, at = SignInEventKind.ENDED, timezone.now()
    door_events.record(kind, request.user, by=request.user, at=at)
    messages.success(request, _("Signed out there."))
    return HttpResponseRedirect(reverse("mfa_index"))


@guarded
class SetUpCodes(Limited, AtTheDoor, totp_views.ActivateTOTPView):
    door = "second step"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        in_letters = [secret[at : at + GROUP] for at in range(0, len(secret), GROUP)]
        square = qr.svg(context["totp_url"])
        return context | {"square": square, "in_letters": " ".join(in_letters)}

    def form_valid(self, form):
        answer = super().form_valid(form)
        kind = Authenticator.Type.TOTP
        added = Authenticator.objects.get(user=self.request.user, type=kind)
        _say_added(self.request, added, _("Your app is set up."))
        return answer


@guarded
class StopCodes(AtTheDoor, totp_views.DeactivateTOTPView):
    def form_valid(self, form):
        answer = super().form_valid(form)
        _say_removed(self.request, Authenticator.Type.TOTP)
        return answer


@guarded
class NewPasskey(AtTheDoor, passkey_views.AddWebAuthnView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = self.get_form() if "form" not in kwargs else kwargs["form"]
        made = passkeys.for_making(self.request.user)
        return {**context, "form": form, **made}

    def form_valid(self, form):
        answer = super().form_valid(form)
        kind = Authenticator.Type.WEBAUTHN
        mine = Authenticator.objects.filter(user=self.request.user, type=kind)
        _say_added(self.request, mine.latest("pk"), _("Your passkey is set up."))
        return answer


@guarded
class PasskeyName(AtTheDoor, passkey_views.EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


@guarded
class NoPasskey(AtTheDoor, passkey_views.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        if not factors.has_another(self.get_object()):
            messages.error(self.request, ONLY_ONE)
            return HttpResponseRedirect(self.success_url)
        answer = super().form_valid(form)
        _say_removed(self.request, Authenticator.Type.WEBAUTHN)
        return answer


@guarded
class RecoveryCodes(AtTheDoor, recovery_views.ViewRecoveryCodesView):
    pass


@guarded
class RecoveryCodesFile(recovery_views.DownloadRecoveryCodesView):
    pass


@guarded
class NewRecoveryCodes(AtTheDoor, recovery_views.GenerateRecoveryCodesView):
    def form_valid(self, form):
        answer = super().form_valid(form)
        _record(self.request, SignInEventKind.FACTOR_ADDED, CODES)
        messages.success(
            self.request, _("These are your new codes. The old ones no longer work.")
        )
        return answer


@guarded
class OwnPasswordChange(Limited, AtTheDoor, FormView):
    """A new password ends every other session."""

    door = "sign in"
    template_name = "account/password_change.html"
    form_class = OwnPassword
    success_url = reverse_lazy("mfa_index")

    def name_tried(self):
        return self.request.user.get_username()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.request.user}

    def form_valid(self, form):
        person = self.request.user
        person.set_password(form.cleaned_data["password"])
        person.save(update_fields=["password"])
        update_session_auth_hash(self.request, person)
        sessions.rejoin(self.request)
        sessions.end(person, but=self.request.session.session_key)
        at = timezone.now()
        door_events.record(SignInEventKind.PASSWORD, person, by=person, at=at)
        messages.success(
            self.request, _("Your password is changed. You are signed out elsewhere.")
        )
        return super().form_valid(form)


ONLY_ONE = _("This is your only second step. Set another one up first.")


def _say_added(request, factor, words):
    """A factor that was just set up was also just used."""
    post_authentication(request, factor, reauthenticated=True)
    _record(request, SignInEventKind.FACTOR_ADDED, factor.type)
    messages.success(request, words)


def _say_removed(request, factor):
    _record(request, SignInEventKind.FACTOR_REMOVED, factor)
    messages.success(request, _("It no longer opens your account."))


def _record(request, kind, factor):
    me, at = request.user, timezone.now()
    door_events.record(kind, me, by=me, at=at, factor=factor)
