"""Sealing second factors anew with the newest key; for `manage.py rotate_keys`."""

import base64

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

from clinic_site import sealing
from clinic_site.sealing import Outcome

SEALED = ("secret", "seed")  # of an app, of the recovery codes


def left() -> int:
    """Return how many factors another key than the newest has sealed."""
    return len(_to_do())


def seal_anew() -> Outcome:
    """Seal every factor with the newest key; a code that is used meanwhile stays so."""
    outcome = Outcome()
    for pk in _to_do():
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().get(pk=pk)
            try:
                row.data |= {
                    name: encrypt(decrypt(row.data[name])) for name in _of(row)
                }
            except sealing.CannotBeOpened:
                outcome.damaged += 1
                continue
            row.save(update_fields=["data"])
            outcome.sealed += 1
    return outcome


def _to_do():
    newest = sealing.sealed_by_newest_key()
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return [
        row.pk
        for row in rows.order_by("pk")
        if not all(_envelope(row, name).startswith(newest) for name in _of(row))
    ]


def _of(row):
    return [name for name in SEALED if name in row.data]


def _envelope(row, name):
    return base64.b64decode(row.data[name])
