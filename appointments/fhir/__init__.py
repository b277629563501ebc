"""One request as FHIR R4 resources that another system can read; pure, plain dicts.

A Bundle of Appointment, ServiceRequest and Patient. Why a word list put a request first
does not travel: that is a hint to our own staff, and no finding.
"""

from datetime import datetime
from typing import Any

from .appointment import appointment
from .asked import TERMS, Asked, Resource
from .patient import patient
from .service_request import service_request

__all__ = ["Asked", "bundle"]


def bundle(
    asked: Asked, answers: dict[str, Any], *, at: datetime, with_note: bool = False
) -> Resource:
    """Return the Bundle as it stands at the moment `at`.

    The note stays out unless it is wished: people write more into it than was asked.
    """
    resources = [
        appointment(asked, answers),
        service_request(asked, answers, with_note=with_note),
        patient(asked, answers),
    ]
    labels = _labels(asked)
    return {
        "resourceType": "Bundle",
        "meta": {
            **labels,
            "security": [{"system": f"{TERMS}/v3-Confidentiality", "code": "R"}],
        },
        "type": "collection",
        "timestamp": asked.moment(at),
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
