"""What a manager does about another's sign-in: end it, or let it begin afresh."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import transaction

from clinic_site import invitations
from clinic_site.models import InvitationKind, SignInEventKind

from . import door_events, sessions

MAY_ENTER = "may enter"
OWNS = "owns the site"


@transaction.atomic
def changed(person: User, *, had: set[str], by: User, at: datetime) -> None:
    """Note that a person's rights have changed; what is taken ends every session.

    `had` are the rights of before, as `rights_of` says them.
    """
    has = rights_of(person)
    if had == has:
        return
    if had - has:
        sessions.end(person)
    kind = SignInEventKind.ROLES
    if MAY_ENTER in had ^ has:
        may = MAY_ENTER in has
        kind = SignInEventKind.LET_IN if may else SignInEventKind.LOCKED_OUT
    door_events.record(kind, person, by=by, at=at)


def rights_of(person: User) -> set[str]:
    """Return the names of a person's roles, and whether they may come in at all."""
    rights = set(person.groups.values_list("name", flat=True))
    if person.is_active and person.is_staff:
        rights.add(MAY_ENTER)
    return rights | ({OWNS} if person.is_superuser else set())


@transaction.atomic
def start_afresh(person: User, *, by: User, at: datetime, valid_for: timedelta) -> str:
    """Take password and factors from a person who lost a device; return a new link.

    With the password left in place, whoever found telephone and notebook could set up
    a factor of their own.
    """
    mine = Authenticator.objects.filter(user=person)
    kinds = sorted(mine.values_list("type", flat=True))
    mine.delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    sessions.end(person)
    kind = SignInEventKind.FACTOR_REMOVED
    door_events.record(kind, person, by=by, at=at, factor=kinds)
    return invitations.invite_again(
        person, kind=InvitationKind.NEW_FACTORS, by=by, at=at, valid_for=valid_for
    )
