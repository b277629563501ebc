"""The ServiceRequest: what the person asks about, and who asks it for them."""

from typing import Any

from appointments.choices import AccessNeed, ForWhom

from .asked import Asked, Resource

PUBLISHED_NPI = "http://hl7.org/fhir/sid/us-npi"


def service_request(
    asked: Asked, answers: dict[str, Any], *, with_note: bool
) -> Resource:
    """Return the ServiceRequest; the note only where it is wished."""
    states = {"booked": "completed", "cancelled": "revoked"}
    wish = answers.get("treatment") or ""
    words = asked.names["treatment"].get(wish, "Appointment")
    request: Resource = {
        "resourceType": "ServiceRequest",
        "identifier": [asked.identifier],
        "status": states.get(asked.status, "active"),
        "intent": "proposal",
        "code": {"text": words},
        "subject": asked.reference_to("Patient"),
        "authoredOn": asked.moment(asked.received_at),
        **_requester(asked, answers),
    }
    needs = [AccessNeed(one).label for one in answers.get("access_needs") or ()]
    if needs:
        request["orderDetail"] = [{"text": str(words)} for words in needs]
    if with_note and (note := answers.get("note")):
        written_at = asked.moment(asked.received_at)
        request["note"] = [{"time": written_at, "text": note}]
    return request


def _requester(asked, answers):
    if answers.get("for_whom") == ForWhom.HELPER:
        return {"requester": {"display": answers.get("helper_name") or "–"}}
    if answers.get("for_whom") != ForWhom.PROVIDER:
        return {"requester": asked.reference_to("Patient")}
    name, practice = answers.get("provider_name"), answers.get("provider_practice")
    provider: Resource = {"resourceType": "Practitioner", "id": "provider"}
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
