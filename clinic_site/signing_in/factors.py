"""The second factor: whether it was used, and whether a code is right this once.

A code of an app counts once, for every worker: the step of time that it belongs to is
written down, and neither it nor an earlier one opens again (RFC 6238, 5.2).
"""

import ipaddress
from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.utils.crypto import constant_time_compare

from clinic_site import sealing
from clinic_site.models import CodeStep

from . import sessions

SECONDS = 30
# A telephone's clock may be one step early or late, and no more.
STEPS = (0, -1, 1)
MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def are_set_up(person) -> bool:
    """Whether somebody has a second factor at all; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=MAIN).exists()


def has_another(factor) -> bool:
    """Whether its person still comes in by a second factor once this one is gone."""
    others = Authenticator.objects.filter(user_id=factor.user_id, type__in=MAIN)
    return others.exclude(pk=factor.pk).exists()


def was_used(request) -> bool:
    """Whether this session was opened, or later confirmed, by a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def suffices(request) -> bool:
    """Whether what was shown at the door opens the desk."""
    return (
        was_used(request)
        or sessions.is_break_glass(request)
        or is_open_demonstration(request)
    )


def is_open_demonstration(request) -> bool:
    """Whether this is the demonstration, on the machine of the one who looks at it.

    Whoever comes through a proxy does not: it stands on this machine, its readers not.
    """
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return (
        settings.DEMO
        and "X-Forwarded-For" not in request.headers
        and _is_this_machine(request.META.get("REMOTE_ADDR", ""))
        and (host == "localhost" or _is_this_machine(host.strip("[]")))
    )


def check(person, code: str, *, at: datetime) -> Any:
    """Return the factor that `code` is right for, and spend it; else None."""
    code = "".join(code.split())  # apps and paper show it in groups
    rows = Authenticator.objects.filter(user_id=person.pk)
    for row in rows.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
        try:
            if _is_right(row, code, at):
                return row
        except sealing.CannotBeOpened:
            continue  # one damaged row must not keep the others shut
    return None


def _is_right(row, code, at):
    if row.type == Authenticator.Type.TOTP:
        step = step_of(decrypt(row.data["secret"]), code, at=at)
        return step is not None and spend(row.user_id, step)
    return row.wrap().validate_code(code)


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """Return the step of time that `code` belongs to, if it is a right one."""
    typed = "".join(code.split())
    now = int(at.timestamp()) // SECONDS
    for step in (now + early for early in STEPS):
        if constant_time_compare(typed, format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def spend(person_id: int, step: int) -> bool:
    """Use a step up; of two who send the same code at once, one gets it."""
    CodeStep.objects.get_or_create(person_id=person_id, defaults={"step": 0})
    unused = CodeStep.objects.filter(person_id=person_id, step__lt=step)
    return bool(unused.update(step=step))


def _is_this_machine(words):
    try:
        return ipaddress.ip_address(words).is_loopback
    except ValueError:
        return False
