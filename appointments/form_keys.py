"""Signed keys of forms that no session stands behind.

A form gets its key when it is shown; whoever sends it twice sends the same key, by
which intake finds the first request. A key never expires: a tab left open overnight
works.
"""

import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer

SALT = "appointments.form_keys"
CONTENT = struct.Struct(">16sQ")  # id, then seconds since 1970: always 24 bytes


class BrokenFormKey(ValueError):
    """The key was not made by this site, or was changed on the way."""


@dataclass(frozen=True)
class FormKey:
    """What a genuine key says: a random 128-bit id, and when the form was shown."""

    id: UUID
    issued_at: datetime


def new(at: datetime) -> str:
    """Return a new key, always of the same length, for a form shown at `at`.

    The time is kept to the second, rounded down. Raises ValueError when `at` is naive.
    """
    if at.utcoffset() is None:
        raise ValueError("at must be aware")
    content = CONTENT.pack(secrets.token_bytes(16), int(at.timestamp()))
    return _signer().sign(urlsafe_b64encode(content).decode())


def read(key: str) -> FormKey:
    """Return what `key` says. Raises BrokenFormKey."""
    try:
        content = urlsafe_b64decode(_signer().unsign(key))
    except (BadSignature, UnicodeError):
        raise BrokenFormKey("the form key is not genuine") from None
    id_bytes, seconds = CONTENT.unpack(content)
    return FormKey(UUID(bytes=id_bytes), datetime.fromtimestamp(seconds, UTC))


def _signer() -> Signer:
    return Signer(salt=SALT)
