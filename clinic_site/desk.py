"""The staff's desk: rooms in its header and parts of its first page.

The building knows neither app; each brings what is its own when it starts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Room:
    """One place in the header; `address` is the name of its URL, with `args`.

    Whoever lacks `permission` does not see it. `also` names other addresses that are
    reached from it and belong to it.
    """

    words: str
    address: str
    permission: str = ""
    args: tuple = ()
    order: int = 50
    also: tuple = ()

    @property
    def url(self):
        return reverse(self.address, args=self.args)

    @property
    def urls(self):
        """Where the room begins: each page whose address goes on from one is in it."""
        return [self.url, *(reverse(address) for address in self.also)]


@dataclass(frozen=True)
class Part:
    """One part of the first page: `template` is drawn with `content` as `part`.

    The first part that has a `headline` names the page; the first that has a
    `next_step` (words, what, url) gives it its one large button. A warning stands
    above all of that.
    """

    template: str
    content: dict[str, Any] = field(default_factory=dict)
    headline: str = ""
    next_step: dict[str, str] | None = None
    order: int = 50
    is_warning: bool = False


ROOMS = [
    Room(_("Desk"), "admin:index", order=0),
    Room(
        _("Clinic"),
        "admin:app_list",
        permission="clinic_site.change_clinic",
        args=("clinic_site",),
        order=90,
    ),
    Room(
        _("People"),
        "admin:auth_user_changelist",
        permission="auth.view_user",
        order=95,
        also=("admin:clinic_site_invitation_changelist",),
    ),
    Room(
        _("Sign-ins"),
        "admin:clinic_site_signinevent_changelist",
        permission="clinic_site.view_signinevent",
        order=96,
    ),
]
PARTS: list[Callable] = []


def add_room(room):
    ROOMS.append(room)


def add_part(part):
    """Add `part(user, at=…)`, which returns a Part, or None if it is not for `user`."""
    PARTS.append(part)


def rooms_for(user):
    """Return the rooms that `user` may enter, in order."""
    rooms = sorted(ROOMS, key=attrgetter("order"))
    return [room for room in rooms if _is_open_to(user, room)]


def parts_for(user, *, at):
    """Return what the first page shows `user` at the moment `at`, in order."""
    made = [part(user, at=at) for part in PARTS]
    return sorted(filter(None, made), key=attrgetter("order"))


def _is_open_to(user, room):
    return not room.permission or user.has_perm(room.permission)
