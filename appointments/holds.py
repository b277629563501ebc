"""Putting and lifting a legal hold, which keeps what was sent whatever its age."""

from django.db import transaction
from django.utils.translation import gettext as _

from . import events
from .models import AppointmentRequest, EventKind, LegalHold
from .moves import must, sealed_words


@transaction.atomic
def put(request, *, reason, by, at):
    """Keep what was sent, whatever its age; `reason` is sealed. Return the LegalHold.

    Raises Refused where nothing is left to keep, or a hold stands already.
    """
    request = _locked(request)
    must(not request.is_erased, _("It is erased: nothing is left to hold."))
    must(not request.is_on_hold, _("A legal hold stands already."))
    hold = LegalHold.objects.create(
        request=request, sealed=sealed_words(request, reason=reason), by=by, at=at
    )
    facts = {"hold": hold.pk}
    events.record(request, EventKind.HOLD_PUT, by=by, at=at, facts=facts)
    return hold


@transaction.atomic
def lift(request, *, by, at):
    """End the hold: what is due, or was asked for, is erased within the hour.

    Raises Refused where no hold stands.
    """
    request = _locked(request)
    hold = request.legal_holds.standing().first()
    must(hold is not None, _("No legal hold stands."))
    hold.lifted_by, hold.lifted_at = by, at
    hold.save(update_fields=["lifted_by", "lifted_at"])
    facts = {"hold": hold.pk}
    events.record(request, EventKind.HOLD_LIFTED, by=by, at=at, facts=facts)


def _locked(request):
    return AppointmentRequest.objects.select_for_update().get(pk=request.pk)
