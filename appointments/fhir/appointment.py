"""The Appointment: what was wished and what came of it; proposed until booked."""

from datetime import date, datetime, timedelta
from typing import Any

from appointments import written
from appointments.service_level import PARTS_OF_DAY

from .asked import STRUCTURES, TERMS, Asked, Resource

WHY_CANCELLED = {"withdrawn": "pat", "declined": "prov"}
UNKNOWN = {
    "extension": [{"url": f"{STRUCTURES}/data-absent-reason", "valueCode": "unknown"}]
}


def appointment(asked: Asked, answers: dict[str, Any]) -> Resource:
    """Return the Appointment; one that was cancelled says why."""
    resource: Resource = {
        "resourceType": "Appointment",
        "identifier": [asked.identifier],
        "status": asked.status,
        "created": asked.moment(asked.received_at),
        "basedOn": [asked.reference_to("ServiceRequest")],
        "participant": _participants(asked, answers),
        "comment": "\n".join([*asked.rule, *_any_day(answers)]),
        **_times(asked),
    }
    if asked.status == "cancelled":
        code, words = asked.outcome
        coding = {
            "system": f"{TERMS}/appointment-cancellation-reason",
            "code": WHY_CANCELLED.get(code, "other"),
        }
        resource["cancelationReason"] = {"coding": [coding], "text": words}
    if periods := _periods(asked, answers):
        resource["requestedPeriod"] = periods
    return resource


def _times(asked):
    """Return start and end; R4 wants both said of what is pending or booked."""
    if asked.booked:
        start, minutes = asked.booked
        end = start + timedelta(minutes=minutes)
        return {"start": asked.moment(start), "end": asked.moment(end)}
    if asked.status in ("pending", "booked"):
        return {"_start": UNKNOWN, "_end": UNKNOWN}
    return {}


def _participants(asked, answers):
    place = asked.names["location"].get(str(answers.get("location") or ""))
    is_booked, was_withdrawn = asked.status == "booked", asked.outcome[0] == "withdrawn"
    theirs = "declined" if was_withdrawn else "accepted"
    ours = "accepted" if is_booked else "needs-action"
    if asked.status == "pending":
        theirs, ours = "needs-action", "accepted"
    if asked.status == "cancelled" and not was_withdrawn:
        ours = "declined"
    return [
        {"actor": asked.reference_to("Patient"), "status": theirs},
        {
            "actor": {"type": "Location", "display": place or asked.clinic},
            "status": ours,
        },
    ]


def _periods(asked, answers):
    """Return the days that would suit them, the dearest first."""
    wished = [one for one in answers.get("preferred", ()) if one["date"]]
    return [
        _period(date.fromisoformat(one["date"]), one["part"], asked) for one in wished
    ]


def _period(day, part, asked):
    if part not in PARTS_OF_DAY:
        return {"start": day.isoformat(), "end": day.isoformat()}
    first, last = PARTS_OF_DAY[part]
    return {
        "start": asked.moment(datetime.combine(day, first, asked.zone)),
        "end": asked.moment(datetime.combine(day, last, asked.zone)),
    }


def _any_day(answers):
    """Return in words the wishes that name no day, for which R4 has no period."""
    windows = answers.get("preferred", ())
    return [written.window(one) for one in windows if not one["date"]]
