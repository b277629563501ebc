"""Letting people in: a link that works once, for a while, and for one person.

    link = invite(email=…, role=access.EDITOR, by=manager, at=now, valid_for=…)
    link = invite_again(person, kind=…, by=manager, at=now, valid_for=…)
    invitation = open_link(token, at=now)
    person = accept(token, name="Rosa Delgado", password=…, at=now)

`by` is None where nobody is signed in: at the command line. The link is shown or mailed
by whoever asked for it and cannot be had again: only a digest of its secret is kept. A
newer link for the same person takes every older one back. `role` is one of
clinic_site.access; the e-mail address becomes the person's staff name.

Raises CannotInvite with a sentence for the one who invites, NotUsable for a link that
is unknown, used, taken back or late: which of these it is, a stranger does not learn.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from .access import ROLE_WORDS
from .models import Invitation, InvitationKind, SignInEventKind
from .signing_in import alike, door_events

TOKEN_BYTES = 32
USUAL_TIME = timedelta(days=3)
LONGEST_NAME = 150  # of a staff name, in Django's own table


class CannotInvite(Exception):
    """The words of the invitation are refused; says why."""


class NotUsable(Exception):
    """The link lets nobody in: unknown, used, taken back or too late."""


def invite(
    *, email: str, role: str, by: User | None, at: datetime, valid_for: timedelta
) -> str:
    """Invite somebody new and return the link. Raises CannotInvite."""
    if role not in ROLE_WORDS:
        raise CannotInvite(_("There is no such role."))
    return _make(
        InvitationKind.NEW_PERSON,
        email=_own_address(email),
        role=role,
        by=by,
        at=at,
        valid_for=valid_for,
    )


def invite_again(
    person: User, *, kind: str, by: User | None, at: datetime, valid_for: timedelta
) -> str:
    """Return a link that lets a person of ours in again, as `kind` says."""
    return _make(
        kind,
        email=person.email or person.get_username(),
        person=person,
        by=by,
        at=at,
        valid_for=valid_for,
    )


def open_link(token: str, *, at: datetime) -> Invitation:
    """Return what the link is for; nothing changes. Raises NotUsable."""
    usable = Invitation.objects.usable(at).select_related("person")
    found = usable.filter(digest=_digest(token)).first()
    if found is None or (found.person and not found.person.is_active):
        raise NotUsable
    return found


@transaction.atomic
def use(token: str, *, at: datetime) -> Invitation:
    """Spend the link: of two who press at once, one gets it. Raises NotUsable."""
    invitation = open_link(token, at=at)
    mine = Invitation.objects.usable(at).filter(pk=invitation.pk)
    if not mine.update(used_at=at):
        raise NotUsable
    invitation.used_at = at
    return invitation


@transaction.atomic
def accept(token: str, *, name: str, password: str, at: datetime) -> User:
    """Spend the link and return its person, who now has this password.

    Raises NotUsable, also when somebody with that address came in meanwhile.
    """
    invitation = use(token, at=at)
    person = invitation.person or _new_person(invitation, name)
    person.set_password(password)
    person.save()
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    kind = SignInEventKind.ACCEPTED
    door_events.record(kind, person, at=at, link=invitation.kind)
    return person


def _new_person(invitation, name):
    if _known(invitation.email).exists():
        raise NotUsable
    first, _blank, last = alike.plain(name).partition(" ")
    person = get_user_model().objects.create(
        username=invitation.email,
        email=invitation.email,
        first_name=first,
        last_name=last,
        is_staff=True,
    )
    person.groups.add(Group.objects.get(name=invitation.role))
    return person


@transaction.atomic
def _make(kind, *, email, by, at, valid_for, role="", person=None):
    token = secrets.token_urlsafe(TOKEN_BYTES)
    older = Invitation.objects.usable(at).filter(email=email)
    older.update(withdrawn_at=at)
    Invitation.objects.create(
        kind=kind,
        email=email,
        role=role,
        person=person,
        made_by=by,
        made_at=at,
        expires_at=at + valid_for,
        digest=_digest(token),
    )
    what = SignInEventKind.INVITED
    door_events.record(what, person, by=by, at=at, link=kind, role=role)
    return settings.SITE_URL + reverse("invitation", args=[token])


def _own_address(email):
    """Return `email` in the one form that we keep. Raises CannotInvite."""
    email = alike.plain(email).casefold()
    if word := alike.mixed_word(email):
        raise CannotInvite(
            _("“%s” mixes letters of two alphabets that look alike. Type it anew.")
            % word
        )
    if len(email) > LONGEST_NAME:
        raise CannotInvite(_("This e-mail address is too long."))
    try:
        validate_email(email)
    except ValidationError as refused:
        raise CannotInvite(refused.messages[0]) from refused
    if _known(email).exists():
        raise CannotInvite(_("Somebody with this e-mail address is here already."))
    return email


def _known(email):
    people = get_user_model().objects
    return people.filter(username__iexact=email) | people.filter(email__iexact=email)


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()
