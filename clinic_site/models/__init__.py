"""The records of the building: what is true of the clinic, and who works in it."""

from .announcement import Announcement, AnnouncementText
from .at_the_door import CodeStep, DoorMail, DoorMailKind, FailedSignIns, StaffSession
from .bucket import Bucket
from .clinic import Clinic, ClinicText, HelpNumbers
from .invitation import Invitation, InvitationKind, SignInEvent, SignInEventKind
from .location import Location
from .opening_hours import Closure, OpeningHours
from .rows import LANGUAGE, OneRow, site_languages  # migrations name it
from .run import Run
from .site_version import SiteVersion
from .treatment import Treatment, TreatmentText

__all__ = [
    "LANGUAGE",
    "Announcement",
    "AnnouncementText",
    "Bucket",
    "Clinic",
    "ClinicText",
    "Closure",
    "CodeStep",
    "DoorMail",
    "DoorMailKind",
    "FailedSignIns",
    "HelpNumbers",
    "Invitation",
    "InvitationKind",
    "Location",
    "OneRow",
    "OpeningHours",
    "Run",
    "SignInEvent",
    "SignInEventKind",
    "SiteVersion",
    "StaffSession",
    "Treatment",
    "TreatmentText",
    "site_languages",
]
