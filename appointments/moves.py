"""One move of a request: a conditional update and its event, or neither.

The update asks for the state and the holder that were read, so two people cannot both
move a request.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_site import sealing

from . import events
from .models import AppointmentRequest, IllegalMove, Refused, RequestState, StaleRequest


def must(is_legal, words=""):
    """Raise IllegalMove unless the step is legal; Refused where `words` say why."""
    if is_legal:
        return
    if words:
        raise Refused(words)
    raise IllegalMove(_("This step does not fit the state that the request is in."))


def move(request, to, kind, *, by, at, facts=None, **changes):
    """Change `request` if it is still as it was read, and record that; or neither.

    Raises StaleRequest.
    """
    before = request.state
    changes |= _kept_since(before, to, at=at)
    with transaction.atomic():
        as_read = AppointmentRequest.objects.filter(
            pk=request.pk,
            state=before,
            assigned_to=request.assigned_to_id,
            first_response_at=request.first_response_at,
        )
        if not as_read.update(state=to, **changes):
            raise StaleRequest(request.reference)
        events.record(
            request,
            kind,
            by=by,
            at=at,
            facts=facts,
            from_state=before,
            to_state=to,
        )
    request.state = to
    for name, value in changes.items():
        setattr(request, name, value)


def _kept_since(before, to, *, at):
    """Return since when what was sent waits to be erased, where a move changes it."""
    if (before == RequestState.CLOSED) == (to == RequestState.CLOSED):
        return {}
    return {"kept_since": at if to == RequestState.CLOSED else None}


def sealed_words(request, **words):
    """Return what staff wrote, sealed for `request`; empty when they wrote nothing."""
    written = {name: text for name, text in words.items() if text}
    if not written:
        return b""
    return sealing.seal_json(written, bound_to=request.pk.bytes)
