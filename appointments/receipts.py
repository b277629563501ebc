"""The receipt: what the received page may show, to the one browser that sent it.

It travels in a cookie of that one page, sealed, for a quarter of an hour. The page
needs no database for it, and shows nothing to anybody else. Sealed, and not only
signed: whoever reads a shared machine's cookies learns nothing from it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from clinic_site import sealing

from .distress import HelpFirst

COOKIE = "receipt"
LASTS = timedelta(minutes=15)
BOUND_TO = b"receipt of "
ROOM = 460  # with what is around it just less than two blocks of sealing


@dataclass(frozen=True)
class Receipt:
    reference: str
    respond_by: datetime
    waits_for_safe_hours: bool
    status_token: str
    is_repeat: bool
    help_first: HelpFirst | None


def write(received, *, at):
    """Return the sealed receipt of an intake.Received, sent at `at`."""
    help_first = received.help_first
    said = vars(received) | {
        "respond_by": received.respond_by.isoformat(),
        "help_first": help_first and asdict(help_first),
        "until": (at + LASTS).isoformat(),
    }
    # Of one length for everybody: it shall not tell who is shown help first.
    said["filler"] = " " * (ROOM - len(json.dumps(said)))
    sealed = sealing.seal_json(said, bound_to=_bound_to(received.reference))
    return urlsafe_b64encode(sealed).decode()


def read(token, *, reference, at):
    """Return the Receipt for `reference`; None if it is another's, too old, or none."""
    try:
        sealed = urlsafe_b64decode(token)
        said = sealing.unseal_json(sealed, bound_to=_bound_to(reference))
    except (sealing.CannotBeOpened, ValueError):
        return None
    if at >= datetime.fromisoformat(said.pop("until")):
        return None
    said.pop("filler", None)  # nor had a cookie of the release before a token
    respond_by = datetime.fromisoformat(said.pop("respond_by"))
    help_first = said.pop("help_first")
    return Receipt(
        respond_by=respond_by,
        help_first=HelpFirst(**help_first) if help_first else None,
        **{"status_token": ""} | said,
    )


def _bound_to(reference):
    return BOUND_TO + reference.encode("utf-8", "surrogatepass")
