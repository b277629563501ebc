"""People who sign in: their name, their roles, and whether they still may.

Roles come from clinic_site.access alone, so there is no form for groups here, and
nobody holds a permission that is not in that table.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from clinic_site import access

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


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Nobody is deleted, because what they did stays on record: end their sign-in."""

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

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

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
