"""Who holds which role of clinic_site.access, and what it lets them do."""

from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from .access import PRACTICE_MANAGER, ROLE_WORDS


class Held(NamedTuple):
    """The names of somebody's roles, and what these allow as "app.permission"."""

    roles: set[str]
    permissions: set[str]


def held_by(user):
    """Return what `user` holds; asked once for as long as a page keeps the person."""
    if not hasattr(user, "_held"):
        rows = user.groups.order_by().values_list(
            "name", "permissions__content_type__app_label", "permissions__codename"
        )
        found = list(rows)
        user._held = Held(
            roles={role for role, _app, _name in found},
            permissions={f"{app}.{name}" for _role, app, name in found if name},
        )
    return user._held


def role_of(user):
    """Return the words for the user's first role, or an empty string."""
    held = getattr(user, "_held", None)
    names = held.roles if held else {group.name for group in user.groups.all()}
    return next((str(ROLE_WORDS[name]) for name in ROLE_WORDS if name in names), "")


def managers():
    """Return those who can run the clinic and invite others: active managers."""
    return get_user_model().objects.filter(
        groups__name=PRACTICE_MANAGER, is_active=True, is_staff=True
    )


def is_last_manager(person):
    """Return whether nobody else is left who can invite people.

    Inside a transaction: of two managers who end each other's sign-in at the same
    moment, the second waits here and is then refused.
    """
    Group.objects.select_for_update().get(name=PRACTICE_MANAGER)
    others = managers().exclude(pk=person.pk)
    return managers().filter(pk=person.pk).exists() and not others.exists()


def addresses_of(role):
    """Return the e-mail addresses of whoever holds `role` and can still sign in."""
    people = get_user_model().objects.filter(groups__name=role, is_active=True)
    found = people.exclude(email="").order_by("pk")
    return list(found.values_list("email", flat=True))
