"""Sealing what people write, so that a stolen database tells nothing.

An envelope is: version (1 byte), key number (1), nonce (12), AES-256-GCM ciphertext and
tag. What it belongs to (a request's uuid) and its first two bytes are authenticated
with it, so an envelope moved to another row does not open. One key seals at most 2**32
envelopes: random nonces allow no more (NIST SP 800-38D, 8.3).
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = 1
HEADER_BYTES = 2
NONCE_BYTES = 12
KEY_BYTES = 32
# Lengths are rounded up to this, so that they do not tell how much somebody wrote.
PADDING_BYTES = 256
PADDING_STARTS = b"\x80"

Envelope = bytes | memoryview  # PostgreSQL hands out memoryviews


class CannotBeOpened(Exception):
    """The envelope is damaged, belongs elsewhere, or its key is not in the ring."""


class UnusableKeys(ValueError):
    """A setting does not hold the keys it should; says why, never the key."""


@dataclass
class Outcome:
    """How many rows were sealed anew, and how many cannot be opened with any key."""

    sealed: int = 0
    damaged: int = 0


@dataclass(frozen=True)
class KeyRing:
    """The keys by number: the first seals, every one opens."""

    keys: dict[int, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read "2:BASE64,1:BASE64": numbers from 1 to 255, 32 bytes each, newest first.

        Raises UnusableKeys.
        """
        keys: dict[int, bytes] = {}
        for part in text.split(","):
            number, _, encoded = part.strip().partition(":")
            if not (number.isascii() and number.isdigit() and 0 < int(number) < 256):
                raise UnusableKeys("each key needs a number from 1 to 255 and a colon")
            if int(number) in keys:
                raise UnusableKeys(f"two keys have the number {int(number)}")
            keys[int(number)] = _key(encoded)
        return cls(keys)

    @property
    def sealing_key_id(self) -> int:
        return next(iter(self.keys))


def ring() -> KeyRing:
    """Return the ring in the setting SEALING_KEYS. Raises UnusableKeys."""
    return _parsed(settings.SEALING_KEYS)


def index_key() -> bytes:
    """Return the key by which new values are indexed. Raises UnusableKeys."""
    return index_keys()[0]


def index_keys() -> list[bytes]:
    """Return the keys in the setting INDEX_KEY, the newest first. Raises UnusableKeys.

    There is more than one only while they are being changed: what was indexed before
    must be found until it is indexed anew.
    """
    return [_key(one) for one in settings.INDEX_KEY.split(",")]


def sealed_by_newest_key() -> bytes:
    """Return how every envelope begins that needs no new seal. Raises UnusableKeys."""
    return bytes([VERSION, ring().sealing_key_id])


def seal(data: bytes, *, bound_to: bytes, ring: KeyRing | None = None) -> bytes:
    """Return an envelope of `data` that opens only together with `bound_to`.

    Without a `ring`, the one in the settings is used; `unseal` likewise.
    """
    keys = ring or _parsed(settings.SEALING_KEYS)
    header = bytes([VERSION, keys.sealing_key_id])
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(keys.keys[keys.sealing_key_id])
    return header + nonce + cipher.encrypt(nonce, _padded(data), header + bound_to)


def unseal(
    envelope: Envelope, *, bound_to: bytes, ring: KeyRing | None = None
) -> bytes:
    """Return what was sealed. Raises CannotBeOpened, which never holds content."""
    keys = ring or _parsed(settings.SEALING_KEYS)
    envelope = bytes(envelope)
    key_id = key_id_of(envelope)
    if key_id not in keys.keys:
        raise CannotBeOpened(f"key {key_id} is not in the ring")
    header, rest = envelope[:HEADER_BYTES], envelope[HEADER_BYTES:]
    nonce, sealed = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    try:
        padded = AESGCM(keys.keys[key_id]).decrypt(nonce, sealed, header + bound_to)
    except (InvalidTag, ValueError):
        raise CannotBeOpened("damaged, or bound to something else") from None
    return padded[: padded.rindex(PADDING_STARTS)]


def seal_json(value: Any, *, bound_to: bytes, ring: KeyRing | None = None) -> bytes:
    """Seal plain values. Raises TypeError for what JSON cannot hold."""
    return seal(json.dumps(value).encode(), bound_to=bound_to, ring=ring)


def unseal_json(
    envelope: Envelope, *, bound_to: bytes, ring: KeyRing | None = None
) -> Any:
    """Return the plain values that were sealed. Raises CannotBeOpened."""
    data = unseal(envelope, bound_to=bound_to, ring=ring)
    try:
        return json.loads(data)
    except ValueError:
        pass
    # Raised out here: the exceptions of json and decode carry the content with them.
    raise CannotBeOpened("what was sealed is not JSON")


def key_id_of(envelope: Envelope) -> int:
    """Return the number of the key that sealed `envelope`. Raises CannotBeOpened."""
    head = bytes(envelope[:HEADER_BYTES])
    if len(head) < HEADER_BYTES or head[0] != VERSION:
        raise CannotBeOpened("not an envelope of this site")
    return head[1]


def blind_index(value: str, *, purpose: str, key: bytes) -> str:
    """Return 64 hex digits by which equal values are found without being readable.

    The caller normalises `value`; the same value has another index for each
    `purpose`, so that columns cannot be matched with each other.

    Raises ValueError for an empty value, which would make strangers look alike.
    """
    if not value:
        raise ValueError("there is nothing to index")
    key_for_purpose = hmac.digest(key, purpose.encode(), "sha256")
    return hmac.digest(key_for_purpose, value.encode(), "sha256").hex()


@lru_cache(maxsize=4)
def _parsed(text: str) -> KeyRing:
    return KeyRing.parse(text)


@lru_cache(maxsize=4)
def _key(encoded: str) -> bytes:
    problem = f"a key must be {KEY_BYTES} bytes in base64"
    try:
        key = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise UnusableKeys(problem) from None
    if len(key) != KEY_BYTES:
        raise UnusableKeys(problem)
    return key


def _padded(data: bytes) -> bytes:
    """Pad as ISO/IEC 7816-4 does: one marking byte, then zeros (at least the mark)."""
    data += PADDING_STARTS
    return data + bytes(-len(data) % PADDING_BYTES)
