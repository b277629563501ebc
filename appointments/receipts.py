"""The receipt: what the received page may show, to the one browser that sent it.

It travels in a cookie of that one page, signed, for a quarter of an hour. The page
needs no database for it, and shows nothing to anybody else.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core import signing

COOKIE = "receipt"
MINUTES = 15
SALT = "appointments.receipts"


@dataclass(frozen=True)
class Receipt:
    reference: str
    respond_by: datetime
    waits_for_safe_hours: bool
    is_repeat: bool


def write(received):
    """Return the signed receipt of an intake.Received."""
    said = asdict(received) | {"respond_by": received.respond_by.isoformat()}
    return signing.dumps(said, salt=SALT)


def read(token, *, reference):
    """Return the Receipt for `reference`; None if it is another's, too old, or none."""
    try:
        said = signing.loads(token, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return None
    if said["reference"] != reference:
        return None
    respond_by = datetime.fromisoformat(said.pop("respond_by"))
    return Receipt(respond_by=respond_by, **said)
