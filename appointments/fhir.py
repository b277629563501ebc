"""One request as FHIR R4 resources that another system can read; pure, plain dicts.

A Bundle of Appointment, ServiceRequest and Patient. Why a word list put a request first
does not travel: that is a hint to our own staff, and no finding.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from . import written
from .choices import AccessNeed, ContactBy, ForWhom
from .service_level import PARTS_OF_DAY

Resource = dict[str, Any]

STATUS = {
    "held": "proposed",
    "received": "proposed",
    "in_triage": "proposed",
    "awaiting_patient": "pending",
}
TERMS = "http://terminology.hl7.org/CodeSystem"
STRUCTURES = "http://hl7.org/fhir/StructureDefinition"
WHY_CANCELLED = {"withdrawn": "pat", "declined": "prov"}
PUBLISHED_NPI = "http://hl7.org/fhir/sid/us-npi"
UNKNOWN = {
    "extension": [{"url": f"{STRUCTURES}/data-absent-reason", "valueCode": "unknown"}]
}


@dataclass(frozen=True)
class Asked:
    """The facts of a request besides the person's answers.

    `outcome` is (code, words), both empty while it is open; `booked` is (start,
    minutes) of a booked time; `names` are those of own_names; `rule` says in lines how
    the person may be reached; `system` is the address that our references belong to.
    """

    id: uuid.UUID
    reference: str
    state: str
    outcome: tuple[str, str]
    received_at: datetime
    booked: tuple[datetime, int] | None
    clinic: str
    zone: ZoneInfo
    names: dict[str, dict[str, str]]
    rule: tuple[str, ...]
    system: str
    is_demonstration: bool = False

    def address_of(self, kind: str) -> str:
        """Return the same urn for the same resource, however often it is exported."""
        return uuid.uuid5(self.id, kind).urn

    @property
    def status(self) -> str:
        if self.state == "closed":
            return "booked" if self.outcome[0] == "booked" else "cancelled"
        return STATUS[self.state]


def bundle(
    asked: Asked, answers: dict[str, Any], *, at: datetime, with_note: bool = False
) -> Resource:
    """Return the Bundle as it stands at the moment `at`.

    The note stays out unless it is wished: people write more into it than was asked.
    """
    resources = [
        _appointment(asked, answers),
        _service_request(asked, answers, with_note=with_note),
        _patient(asked, answers),
    ]
    labels = _labels(asked)
    return {
        "resourceType": "Bundle",
        "meta": {
            **labels,
            "security": [{"system": f"{TERMS}/v3-Confidentiality", "code": "R"}],
        },
        "type": "collection",
        "timestamp": _moment(at, asked),
        "entry": [
            {
                "fullUrl": asked.address_of(resource["resourceType"]),
                "resource": resource | ({"meta": labels} if labels else {}),
            }
            for resource in resources
        ],
    }


def _labels(asked):
    """Return the tag of what belongs to nobody, so that no system takes it for real."""
    if not asked.is_demonstration:
        return {}
    tag = {
        "system": f"{TERMS}/v3-ActReason",
        "code": "HTEST",
        "display": "test health data",
    }
    return {"tag": [tag]}


def _appointment(asked, answers):
    appointment = {
        "resourceType": "Appointment",
        "identifier": [_identifier(asked)],
        "status": asked.status,
        "created": _moment(asked.received_at, asked),
        "basedOn": [_reference(asked, "ServiceRequest")],
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
        appointment["cancelationReason"] = {"coding": [coding], "text": words}
    if periods := _periods(asked, answers):
        appointment["requestedPeriod"] = periods
    return appointment


def _times(asked):
    """Return start and end; R4 wants both said of what is pending or booked."""
    if asked.booked:
        start, minutes = asked.booked
        end = start + timedelta(minutes=minutes)
        return {"start": _moment(start, asked), "end": _moment(end, asked)}
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
        {"actor": _reference(asked, "Patient"), "status": theirs},
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
        "start": _moment(datetime.combine(day, first, asked.zone), asked),
        "end": _moment(datetime.combine(day, last, asked.zone), asked),
    }


def _any_day(answers):
    """Return in words the wishes that name no day, for which R4 has no period."""
    windows = answers.get("preferred", ())
    return [written.window(one) for one in windows if not one["date"]]


def _service_request(asked, answers, *, with_note):
    states = {"booked": "completed", "cancelled": "revoked"}
    wish = answers.get("treatment") or ""
    words = asked.names["treatment"].get(wish, "Appointment")
    request = {
        "resourceType": "ServiceRequest",
        "identifier": [_identifier(asked)],
        "status": states.get(asked.status, "active"),
        "intent": "proposal",
        "code": {"text": words},
        "subject": _reference(asked, "Patient"),
        "authoredOn": _moment(asked.received_at, asked),
        **_requester(asked, answers),
    }
    needs = [AccessNeed(one).label for one in answers.get("access_needs") or ()]
    if needs:
        request["orderDetail"] = [{"text": str(words)} for words in needs]
    if with_note and (note := answers.get("note")):
        written_at = _moment(asked.received_at, asked)
        request["note"] = [{"time": written_at, "text": note}]
    return request


def _requester(asked, answers):
    if answers.get("for_whom") == ForWhom.HELPER:
        return {"requester": {"display": answers.get("helper_name") or "–"}}
    if answers.get("for_whom") != ForWhom.PROVIDER:
        return {"requester": _reference(asked, "Patient")}
    name, practice = answers.get("provider_name"), answers.get("provider_practice")
    provider = {"resourceType": "Practitioner", "id": "provider"}
    if name:
        provider["name"] = [{"text": name}]
    if npi := answers.get("provider_npi"):
        provider["identifier"] = [{"system": PUBLISHED_NPI, "value": npi}]
    if number := answers.get("provider_phone"):
        provider["telecom"] = [{"system": "phone", "value": number}]
    display = ", ".join(filter(None, [name, practice])) or "–"
    return {
        "contained": [provider],
        "requester": {"reference": "#provider", "display": display},
    }


def _patient(asked, answers):
    patient = {
        "resourceType": "Patient",
        "name": [{"use": "usual", "text": answers.get("full_name") or "–"}],
    }
    if asked_for := answers.get("ask_for"):
        patient["name"].append({"use": "nickname", "text": asked_for})
    if ways := _telecom(answers):
        patient["telecom"] = ways
    if helper := _helper(answers):
        patient["contact"] = [helper]
    return patient | _speaks(asked, answers)


def _telecom(answers):
    """Return only the ways that the person allowed; what else they wrote stays here."""
    allowed = answers.get("contact_by") or ()
    ways = [
        (ContactBy.CALL, "phone", answers.get("phone")),
        (ContactBy.TEXT, "sms", answers.get("phone")),
        (ContactBy.EMAIL, "email", answers.get("email")),
    ]
    return [
        {"system": system, "value": value}
        for way, system, value in ways
        if value and way in allowed
    ]


def _helper(answers):
    if answers.get("for_whom") != ForWhom.HELPER or not answers.get("helper_name"):
        return None
    helper = {"name": {"text": answers["helper_name"]}}
    if relationship := answers.get("helper_relationship"):
        known = dict(written.CHOICES["helper_relationship"].choices)
        helper["relationship"] = [{"text": str(known.get(relationship, relationship))}]
    if number := answers.get("helper_phone"):
        helper["telecom"] = [{"system": "phone", "value": number}]
    return helper


def _speaks(asked, answers):
    said = {}
    if language := answers.get("language"):
        names = asked.names["language"]
        spoken = {"text": names.get(language, "Another language")}
        if language in names:
            spoken["coding"] = [{"system": "urn:ietf:bcp:47", "code": language}]
        said["communication"] = [{"language": spoken, "preferred": True}]
    if AccessNeed.INTERPRETER in (answers.get("access_needs") or ()):
        url = f"{STRUCTURES}/patient-interpreterRequired"
        said["extension"] = [{"url": url, "valueBoolean": True}]
    return said


def _identifier(asked):
    return {"system": asked.system, "value": asked.reference}


def _reference(asked, kind):
    return {"reference": asked.address_of(kind), "type": kind}


def _moment(moment, asked):
    return moment.astimezone(asked.zone).isoformat(timespec="seconds")
