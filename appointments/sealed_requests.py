"""What is sealed in a request, and how to open it again.

Content: {"answers": {…}, "consents": […], "status_token": "…"}, and for a request to be
read first "read_first_because" (a distress.HelpFirst); the answers are the form's
cleaned ones as plain values. An envelope opens only for the request it was
sealed for.
"""

import hashlib

from clinic_site import sealing


def seal(content, *, request_id):
    return sealing.seal_json(content, bound_to=request_id.bytes)


def opened(request):
    """Return the content of `request`.

    Raises sealing.CannotBeOpened, also for a request that was erased.
    """
    return sealing.unseal_json(request.sealed, bound_to=request.id.bytes)


def token_digest(status_token):
    """Return what is stored of a status token: enough to recognise it, no more."""
    return hashlib.sha256(status_token.encode()).hexdigest()
