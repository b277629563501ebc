"""Taking requests out of the site: one as FHIR, or many as a table.

Whatever leaves is recorded first: on the request, so that its person can count it, and
at the desk.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from clinic_site import sealing, shell

from . import audit, contact_rule, fhir, own_names, sealed_requests, taken_out
from .models import AppointmentRequest

REQUESTS_AT_A_TIME = 500
# More than this is a copy of the database, which backups are for.
MOST_REQUESTS = 10_000


class CannotBeExported(Exception):
    """A request or a choice that cannot leave the site; says why in words."""


def as_fhir(
    request: AppointmentRequest,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    with_note: bool = False,
) -> dict[str, Any]:
    """Record that `request` leaves and return it as a FHIR Bundle.

    Raises CannotBeExported for one that was erased or cannot be opened.
    """
    answers = _opened(request)
    bundle = fhir.bundle(_asked(request, answers), answers, at=at, with_note=with_note)
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    audit.exported(
        "request",
        format="fhir",
        fields=kinds + ["note"] * with_note,
        rows=1,
        by=by,
        at=at,
        requests=AppointmentRequest.objects.filter(pk=request.pk),
    )
    return bundle


def _opened(request):
    if request.is_erased:
        raise CannotBeExported(
            _("What this person sent was erased: there is nothing left to export.")
        )
    try:
        return sealed_requests.opened(request)["answers"]
    except sealing.CannotBeOpened:
        raise CannotBeExported(
            _("What this person sent is damaged, or its key is not here.")
        ) from None


def _asked(request, answers):
    clinic = shell.current()
    booked = getattr(request, "booked_time", None)
    words = str(request.get_outcome_display()) if request.outcome else ""
    return fhir.Asked(
        id=request.pk,
        reference=request.reference,
        state=request.state,
        outcome=(request.outcome, words),
        received_at=request.received_at,
        booked=(booked.starts_at, booked.minutes) if booked else None,
        clinic=clinic.name,
        zone=clinic.zone,
        names=own_names.current(),
        rule=tuple(contact_rule.lasting_lines(answers)),
        system=f"{settings.SITE_URL}/request/",
        is_demonstration=clinic.is_demo,
    )


def columns(fields: list[str]) -> list[str]:
    """Return the names of a table's columns, with what must go along with `fields`."""
    return taken_out.with_rule(fields)


def rows(
    requests, fields: list[str], *, format: str, by: AbstractBaseUser, at: datetime
) -> Iterator[dict[str, Any]]:
    """Record that `requests` (a queryset) leave; return an iterator over plain rows.

    `fields` are names of taken_out.FIELDS. The contact rule goes with every number and
    address. Raises CannotBeExported for more than MOST_REQUESTS.
    """
    fields = columns(fields)
    with transaction.atomic():
        keys = list(requests.values_list("pk", flat=True)[: MOST_REQUESTS + 1])
        if len(keys) > MOST_REQUESTS:
            raise CannotBeExported(
                _("These are more than %(most)d requests. Choose fewer days.")
                % {"most": MOST_REQUESTS}
            )
        audit.exported(
            "requests",
            format=format,
            fields=fields,
            rows=len(keys),
            by=by,
            at=at,
            requests=AppointmentRequest.objects.filter(pk__in=keys),
        )
    return _rows(keys, fields)


def _rows(keys, fields):
    names = own_names.current()
    for start in range(0, len(keys), REQUESTS_AT_A_TIME):
        some = keys[start : start + REQUESTS_AT_A_TIME]
        found = AppointmentRequest.objects.in_bulk(some)
        for request in (found[key] for key in some):
            yield _row(request, fields, names)


def _row(request, fields, names):
    answers, condition = {}, "kept"
    if taken_out.needs_answers(fields):
        try:
            answers = sealed_requests.opened(request)["answers"]
        except sealing.CannotBeOpened:
            condition = "erased" if request.is_erased else "cannot be opened"
    return {
        name: condition
        if name == taken_out.CONDITION
        else taken_out.FIELDS[name].of(request, answers, names)
        for name in fields
    }
