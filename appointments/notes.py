"""Notes to colleagues: sealed with the request, on record, and opened again."""

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_site import sealing

from . import events
from .models import EventKind, Note
from .moves import must, sealed_words


def add(request, *, words, by, at):
    """Write a note about a request, open or closed; return the Note.

    Raises IllegalMove for a request that was erased: its words are gone for good.
    """
    must(not request.is_erased, _("It was erased; nothing can be written about it."))
    with transaction.atomic():
        note = keep(request, words=words, by=by, at=at)
        events.record(request, EventKind.NOTED, by=by, at=at, facts={"note": note.pk})
    return note


def keep(request, *, words, by, at):
    """Seal and store words that an event names by their number, in its transaction."""
    sealed = sealed_words(request, words=words)
    return Note.objects.create(request=request, sealed=sealed, by=by, at=at)


def opened(row):
    """Return what staff wrote in a Note or ContactAttempt: {name: words}.

    Raises sealing.CannotBeOpened.
    """
    return sealing.unseal_json(row.sealed, bound_to=row.request_id.bytes)
