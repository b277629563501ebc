"""What a request says besides the person's answers, and what its resources share."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Resource = dict[str, Any]

TERMS = "http://terminology.hl7.org/CodeSystem"
STRUCTURES = "http://hl7.org/fhir/StructureDefinition"
STATUS = {
    "held": "proposed",
    "received": "proposed",
    "in_triage": "proposed",
    "awaiting_patient": "pending",
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

    @property
    def identifier(self) -> Resource:
        return {"system": self.system, "value": self.reference}

    def reference_to(self, kind: str) -> Resource:
        return {"reference": self.address_of(kind), "type": kind}

    def moment(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).isoformat(timespec="seconds")
