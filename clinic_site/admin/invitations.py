"""Inviting people, and what happened at the door, for managers and auditors."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site import invitations, staff
from clinic_site.access import ROLE_WORDS
from clinic_site.models import Invitation, SignInEvent
from clinic_site.signing_in import mail

from .records import OnRecord

LOOK_AFTER = "clinic_site.look_after_people"
SHOWN = {"device": _("device"), "count": _("how many"), "reason": _("reason")}
FACTORS = {
    "totp": _("app"),
    "webauthn": _("passkey"),
    "recovery_codes": _("recovery codes"),
}


class InviteForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("It becomes the name with which the person signs in."),
        max_length=254,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_WORDS.items()))


@admin.register(Invitation)
class InvitationAdmin(OnRecord):
    """Who was invited, by whom, and whether they came."""

    list_display = ["email", "kind", "role", "made_by", "made_at", "state"]
    list_filter = ["kind"]
    list_select_related = ["made_by"]
    exclude = ["digest"]
    change_list_template = "admin/clinic_site/invitation/change_list.html"

    def get_urls(self):
        invite = self.admin_site.admin_view(self.invite)
        own = path("invite/", invite, name="clinic_site_invitation_invite")
        return [own, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        may = request.user.has_perm(LOOK_AFTER)
        return super().changelist_view(request, {"may_invite": may})

    def invite(self, request):
        """GET asks whom; POST shows the link, this once."""
        if not request.user.has_perm(LOOK_AFTER):
            raise PermissionDenied
        form = InviteForm(request.POST or None)
        link = self._link(request, form) if form.is_valid() else ""
        return show_link(
            request,
            "admin/clinic_site/invitation/invite.html",
            {"title": _("Invite somebody"), "form": form},
            link=link,
            email=form.data.get("email", ""),
        )

    def _link(self, request, form):
        try:
            return invitations.invite(
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
                valid_for=invitations.USUAL_TIME,
            )
        except invitations.CannotInvite as refused:
            form.add_error("email", str(refused))
            return ""

    @admin.display(description=_("state"))
    def state(self, invitation):
        if invitation.used_at:
            return _("accepted")
        if invitation.is_usable(timezone.now()):
            return _("open")
        return _("taken back") if invitation.withdrawn_at else _("too late")


@admin.register(SignInEvent)
class SignInEventAdmin(OnRecord):
    """What happened at the door; nobody changes it."""

    list_display = ["at", "kind", "whose", "by_whom", "in_words"]
    list_filter = ["kind"]
    list_select_related = ["person", "by"]
    fields = ["at", "kind", "whose", "by_whom", "in_words"]
    readonly_fields = fields
    date_hierarchy = None

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Sign-ins")})

    @admin.display(description=_("person"), ordering="person")
    def whose(self, event):
        return _name_of(event.person)

    @admin.display(description=_("by"), ordering="by")
    def by_whom(self, event):
        return _name_of(event.by)

    @admin.display(description=_("more"))
    def in_words(self, event):
        said = [
            f"{SHOWN[key]}: {event.facts[key]}" for key in SHOWN if key in event.facts
        ]
        return "; ".join([*_factors_in(event.facts), *said])


def _name_of(person):
    if person is None:
        return "–"
    return staff.name_of(person)


def _factors_in(facts):
    """Return in words which second factors an event is about: one, or several."""
    about = facts.get("factor", [])
    names = [about] if isinstance(about, str) else about
    return [str(FACTORS.get(name, name)) for name in names]


def show_link(request, template, context, *, link, email):
    """Draw a page that makes a link: asked for, refused, or made and shown once."""
    is_refused = request.method == "POST" and not link
    said = {
        "link": link,
        "is_mailed": bool(link) and mail.hand_over(email, link),
        **admin.site.each_context(request),
        **context,
    }
    return TemplateResponse(request, template, said, status=422 if is_refused else 200)
