"""The Patient: a name, the ways that the person allowed, and who helps them."""

from typing import Any

from appointments import written
from appointments.choices import AccessNeed, ContactBy, ForWhom

from .asked import STRUCTURES, Asked, Resource


def patient(asked: Asked, answers: dict[str, Any]) -> Resource:
    """Return the Patient as the person described themselves."""
    resource: Resource = {
        "resourceType": "Patient",
        "name": [{"use": "usual", "text": answers.get("full_name") or "–"}],
    }
    if asked_for := answers.get("ask_for"):
        resource["name"].append({"use": "nickname", "text": asked_for})
    if ways := _telecom(answers):
        resource["telecom"] = ways
    if helper := _helper(answers):
        resource["contact"] = [helper]
    return resource | _speaks(asked, answers)


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
    helper: Resource = {"name": {"text": answers["helper_name"]}}
    if relationship := answers.get("helper_relationship"):
        known = dict(written.CHOICES["helper_relationship"].choices)
        helper["relationship"] = [{"text": str(known.get(relationship, relationship))}]
    if number := answers.get("helper_phone"):
        helper["telecom"] = [{"system": "phone", "value": number}]
    return helper


def _speaks(asked, answers):
    said: Resource = {}
    if language := answers.get("language"):
        names = asked.names["language"]
        spoken: Resource = {"text": names.get(language, "Another language")}
        if language in names:
            spoken["coding"] = [{"system": "urn:ietf:bcp:47", "code": language}]
        said["communication"] = [{"language": spoken, "preferred": True}]
    if AccessNeed.INTERPRETER in (answers.get("access_needs") or ()):
        url = f"{STRUCTURES}/patient-interpreterRequired"
        said["extension"] = [{"url": url, "valueBoolean": True}]
    return said
