"""People who sign in: their name, their roles, and whether they still may.

Roles come from clinic_site.access alone, so there is no form for groups here, and
nobody holds a permission that is not in that table.
"""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site import access, role_holders
from clinic_site.signing_in import people as at_the_door

from . import lost_device
from .invitations import LOOK_AFTER

# Factors are one's own, and addresses of e-mail stand with the person.
admin.site.unregister(Authenticator)
admin.site.unregister(EmailAddress)
admin.site.unregister(Group)
admin.site.unregister(User)


class Roles(forms.ModelMultipleChoiceField):
    """The six roles as boxes to tick, in words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return access.ROLE_WORDS.get(group.name, group.name)


class PersonForm(UserChangeForm):
    groups = Roles(
        label=_("Roles"),
        queryset=Group.objects.filter(name__in=access.ROLE_WORDS).order_by("pk"),
        required=False,
        help_text=_("Each role opens its own rooms; more than one adds up."),
    )

    def clean(self):
        """Somebody must be left who can invite others and end a sign-in."""
        said = super().clean()
        if role_holders.is_last_manager(self.instance) and not _stays_manager(said):
            raise ValidationError(
                _(
                    "This is the last practice manager who can sign in. Give the role"
                    " to somebody else first."
                )
            )
        return said


def _stays_manager(said):
    roles = {group.name for group in said.get("groups", [])}
    may_enter = said.get("is_active", True) and said.get("is_staff", True)
    return access.PRACTICE_MANAGER in roles and may_enter


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Nobody is deleted, because what they did stays on record: end their sign-in.

    A practice manager gives roles to others, never to themselves, and reaches neither
    the owner's account nor anybody's password.
    """

    form = PersonForm
    filter_horizontal = ()
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (
            _("What they may do"),
            {"fields": ["is_active", "is_staff", "groups", "is_superuser"]},
        ),
        (_("When"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        kept = {"password", "is_staff", "is_superuser"}
        return [
            (title, {"fields": [name for name in said["fields"] if name not in kept]})
            for title, said in self.fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        if obj == request.user and not obj.is_superuser:
            return [*self.readonly_fields, "is_active", "groups"]
        return self.readonly_fields

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        is_owners = obj is not None and obj.is_superuser
        return may and (request.user.is_superuser or not is_owners)

    def get_urls(self):
        lost = self.admin_site.admin_view(self.lost_device)
        own = path("<int:pk>/lost-device/", lost, name="auth_user_lost_device")
        return [own, *super().get_urls()]

    def lost_device(self, request, pk):
        return lost_device.page(request, get_object_or_404(User, pk=pk))

    def changelist_view(self, request, extra_context=None):
        may = request.user.has_perm(LOOK_AFTER)
        context = {"may_invite": may, "title": _("People")}
        return super().changelist_view(request, context)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj is not None:
            context["lost_device_url"] = lost_device.url_for(obj, request.user)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def user_change_password(self, request, id, form_url=""):
        """Whoever sets a password can sign in as that person, so no role may."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def save_form(self, request, form, change):
        """Remember what the person could do until now, while it is still stored."""
        before = User.objects.filter(pk=form.instance.pk).first()
        request.had_rights = at_the_door.rights_of(before) if before else set()
        return super().save_form(request, form, change)

    def save_related(self, request, form, formsets, change):
        """Who may no longer come in, or loses a role, is signed out at once."""
        super().save_related(request, form, formsets, change)
        person, had = form.instance, request.had_rights
        at_the_door.changed(person, had=had, by=request.user, at=timezone.now())

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("name"))
    def full_name(self, person):
        return person.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, person):
        names = {group.name for group in person.groups.all()}
        words = [str(said) for role, said in access.ROLE_WORDS.items() if role in names]
        return ", ".join(words)
