"""Who looked at a request, for the one who asked: how often each role did what."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site import role_holders

from .models import EventKind


@dataclass(frozen=True)
class Look:
    """How often one role opened the request, in words."""

    who: str
    times: str


def of(trail):
    """Return how often each role looked: roles, because names are staff's own."""
    opened = _by_role(trail, EventKind.VIEWED)
    shown = _by_role(trail, EventKind.REVEALED)
    taken = _by_role(trail, EventKind.EXPORTED)
    found = [
        Look(role, _times(opened[role], shown[role], taken[role]))
        for role in opened | shown | taken
    ]
    if not found:
        found = [Look(_("At the clinic"), _("nobody has opened it yet"))]
    if not taken:
        found.append(Look(_("Exported or printed"), _("never")))
    return found


def _by_role(trail, kind):
    return Counter(_role_of(one.by) for one in trail if one.kind == kind)


def _role_of(person):
    if person is None:
        return _("Whoever runs the site")
    return role_holders.role_of(person) or _("Administration")


def _times(opened, shown, taken):
    said = [_("opened it %s") % _count(opened)] if opened else []
    said += [_("saw your contact details %s") % _count(shown)] if shown else []
    said += [_("exported or printed it %s") % _count(taken)] if taken else []
    return ", ".join(said)


def _count(times):
    return ngettext("once", "%d times", times) % ({1: ()}.get(times, times))
