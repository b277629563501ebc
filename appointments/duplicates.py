"""Requests that may come from one person: found by blind index, linked by staff.

Nothing is refused or joined by a machine, and the one who asked sees none of it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import blind_indexes, events
from .models import AppointmentRequest, EventKind, SamePerson
from .moves import must

WINDOW = timedelta(days=30)
MOST = 10
SAME = {
    "phone": ("phone", gettext_lazy("same telephone")),
    "email": ("email", gettext_lazy("same e-mail")),
    "name": ("full_name", gettext_lazy("same name")),
}


@dataclass(frozen=True)
class Candidate:
    """Another request, and in words why it may be of the same person."""

    request: AppointmentRequest
    why: str


def candidates(request, answers) -> list[Candidate]:
    """Return requests within 30 days of this one that share a number, address or name.

    `answers` are the unsealed ones; both index keys are asked while keys change.
    """
    sought = {
        f"{purpose}_index": blind_indexes.any_of(purpose, answers.get(name) or "")
        for purpose, (name, _words) in SAME.items()
    }
    is_same = Q()
    for column, indexes in sought.items():
        if indexes:
            is_same |= Q(**{f"{column}__in": indexes})
    if not is_same:
        return []
    near = (request.received_at - WINDOW, request.received_at + WINDOW)
    found = AppointmentRequest.objects.filter(is_same, received_at__range=near)
    rows = found.exclude(pk=request.pk).order_by("-received_at")[:MOST]
    return [Candidate(row, _why(row, sought)) for row in rows]


def _why(row, sought):
    return ", ".join(
        str(words)
        for purpose, (_name, words) in SAME.items()
        if getattr(row, f"{purpose}_index") in sought[f"{purpose}_index"]
    )


def links_of(request) -> list[SamePerson]:
    """Return the links of `request` that stand, newest first."""
    links = SamePerson.objects.standing().of(request)
    return list(links.select_related("first", "second", "by"))


def find(reference):
    """Return the request with `reference`, or None."""
    return AppointmentRequest.objects.filter(reference=reference).first()


@transaction.atomic
def link(request, *, other, by, at):
    """Say that two requests are of one person; both trails say so. Returns the link.

    Raises IllegalMove when it is the same request, linked already, or erased.
    """
    must(other.pk != request.pk, _("That is this request itself."))
    must(not (request.is_erased or other.is_erased), _("It was erased."))
    first, second = _locked(request, other)
    standing = SamePerson.objects.standing().filter(first=first, second=second)
    must(not standing.exists(), _("These two are linked already."))
    made = SamePerson.objects.create(first=first, second=second, by=by, at=at)
    _tell_both(first, second, EventKind.LINKED, by=by, at=at)
    return made


@transaction.atomic
def unlink(request, *, other, by, at):
    """Undo the link of two requests. Raises IllegalMove when there is none."""
    first, second = _locked(request, other)
    standing = SamePerson.objects.standing().filter(first=first, second=second)
    must(standing.update(undone_at=at), _("These two are not linked."))
    _tell_both(first, second, EventKind.UNLINKED, by=by, at=at)


def _locked(request, other):
    """Return the two in their one order; whoever links them too waits for us."""
    pair = AppointmentRequest.objects.filter(pk__in=[request.pk, other.pk])
    return tuple(pair.select_for_update().order_by("pk"))


def _tell_both(first, second, kind, *, by, at):
    for one, other in ((first, second), (second, first)):
        facts = {"other": other.reference}
        events.record(one, kind, by=by, at=at, facts=facts)
