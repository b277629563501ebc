"""Breaking the glass: a manager who lost everything opens the desk, for one hour.

Only who runs the site can do it, at its command line. It is on record before the link
is shown, every manager is mailed, and it ends by itself.
"""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from clinic_site import invitations, role_holders
from clinic_site.models import InvitationKind, SignInEventKind

from . import door_events, mail

HOUR = timedelta(hours=1)


class NobodyToLetIn(Exception):
    """No practice manager who may sign in has this name or address."""


@transaction.atomic
def open_for(name: str, *, reason: str, at: datetime) -> str:
    """Return a link that opens the desk for an hour. Raises NobodyToLetIn."""
    managers = role_holders.managers()
    found = managers.filter(username__iexact=name) | managers.filter(email__iexact=name)
    person = found.distinct().first()
    if person is None:
        raise NobodyToLetIn
    kind = SignInEventKind.BREAK_GLASS
    door_events.record(kind, person, at=at, reason=reason)
    mail.owe_news_of_break_glass(managers, at=at)
    return invitations.invite_again(
        get_user_model().objects.get(pk=person.pk),
        kind=InvitationKind.BREAK_GLASS,
        by=None,
        at=at,
        valid_for=HOUR,
    )
