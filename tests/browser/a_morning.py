"""Puts a morning's requests of all kinds into the site that the environment names.

Whatever else was open there is closed first: nobody but these is in line.

Run as a module; prints {kind: reference} as JSON.
"""

import json
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.utils import timezone  # noqa: E402

from appointments import by_patient, closing, triage  # noqa: E402
from appointments.models import AppointmentRequest  # noqa: E402
from tests.builders import make_request, promise_for  # noqa: E402

NOW = timezone.now()


def asked(number, **said):
    """A request of some hours ago, by somebody with a telephone of their own.

    Who has the lower number asked earlier and comes first.
    """
    own = {"full_name": f"Morning {number}", "phone": f"+13605557{number:03}"}
    at = NOW - timedelta(hours=3) + timedelta(minutes=number)
    return make_request(at=at, **own | said)


def clear_the_desk(*, by):
    for left in AppointmentRequest.objects.open().select_related("assigned_to"):
        closing.close(left, outcome="withdrawn", by=left.assigned_to or by, at=NOW)


def the_morning():
    ben = get_user_model().objects.get(username="nurse")
    clear_the_desk(by=ben)
    mailed = {"email": "morning@example.com", "contact_by": ["email"]}
    rows = {
        "read_first": asked(1, note="I want to die"),
        "overdue": promise_for(asked(2), NOW - timedelta(minutes=30)),
        "due_soon": promise_for(asked(3, **mailed), NOW + timedelta(minutes=30)),
        "held": asked(4, suspicions=("filled_the_trap",)),
        "first_of_two": asked(5),
        "second_of_two": asked(6, phone="+13605557005"),
        "waiting": asked(7),
        "spanish": asked(8, language="es"),
        "no_email": asked(9, hide_clinic=True),
        "erased": asked(10),
        "damaged": asked(11),
    }
    triage.take(rows["waiting"], by=ben, at=NOW)
    triage.wait_for_patient(rows["waiting"], reason="referral", by=ben, at=NOW)
    by_patient.erase(rows["erased"], at=NOW)
    damaged = AppointmentRequest.objects.filter(pk=rows["damaged"].pk)
    damaged.update(sealed=b"damaged")
    return {kind: row.reference for kind, row in rows.items()}


print(json.dumps(the_morning()))
