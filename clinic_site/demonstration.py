"""The demonstration clinic: who loads its parts, and who may sign in to it."""

import tomllib
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import formats, translation

from . import access, holidays, starter
from .models import (
    Announcement,
    Clinic,
    HelpNumbers,
    Location,
    SiteVersion,
    Treatment,
)

PASSWORD = "demonstration-only"

PEOPLE = {
    "editor": (access.EDITOR, "Elena Marsh"),
    "reviewer": (access.MEDICAL_REVIEWER, "Ana Ruiz"),
    "frontdesk": (access.FRONT_DESK, "Rosa Delgado"),
    "nurse": (access.TRIAGE_NURSE, "Ben Achterberg"),
    "manager": (access.PRACTICE_MANAGER, "Grace Lindqvist"),
    "auditor": (access.AUDITOR, "Omar Haddad"),
}

PARTS = []
WORDS = settings.BASE_DIR / "content" / "demonstration" / "clinic.toml"


class NotADemonstration(Exception):
    """The site is a real clinic's: DEMO is off."""


def register(part):
    """Add `part(at=…)` to what `manage.py demo` loads; apps call this in ready()."""
    PARTS.append(part)


def sign_ins():
    """Return [(role in words, user name, password)] of the demonstration's people."""
    return [
        (str(access.ROLE_WORDS[role]), name, PASSWORD)
        for name, (role, _words) in PEOPLE.items()
    ]


def load(*, at):
    """Load the whole demonstration, or nothing; return whether it was loaded.

    A database that holds a clinic is left as it is. Raises NotADemonstration.
    """
    with transaction.atomic():
        if Clinic.objects.exists():
            return False
        if not settings.DEMO:
            raise NotADemonstration
        for part in (_people, _clinic, *PARTS):
            part(at=at)
        SiteVersion.grow()
    return True


def _people(*, at):
    groups = {group.name: group for group in Group.objects.all()}
    # Hashing is slow on purpose; once is enough for a password that everybody may know.
    hashed = make_password(PASSWORD)
    for username, (role, words) in PEOPLE.items():
        first, _space, last = words.partition(" ")
        person = get_user_model().objects.create(
            username=username,
            password=hashed,
            first_name=first,
            last_name=f"{last} (demonstration)",
            is_staff=True,
        )
        person.groups.add(groups[role])


def _clinic(*, at):
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    # Nobody has called the numbers, so they do not say when they were checked.
    HelpNumbers.objects.create()
    clinic = Clinic.objects.create(is_demonstration=True, **words["clinic"])
    _texts(clinic, words["texts"])
    for place in words["locations"]:
        Location.objects.create(**place)
    for span in words["opening_hours"]:
        clinic.opening_hours.create(**span)
    for position, treatment in enumerate(starter.described_treatments(), start=1):
        one = Treatment.objects.create(slug=treatment["slug"], position=position)
        _texts(one, treatment["texts"])
    _closures(clinic, words, at=at)


def _texts(owner, texts):
    for language, fields in texts.items():
        owner.texts.create(language=language, **fields)


def _closures(clinic, words, *, at):
    zone = ZoneInfo(clinic.time_zone)
    days = holidays.ahead(at.astimezone(zone).date())
    for day, name in days:
        clinic.closures.create(day=day, reason=words["holidays"][name]["en"])
    day, name = days[0]
    announcement = Announcement.objects.create(
        starts_at=at,
        ends_at=datetime.combine(day + timedelta(days=1), time(), tzinfo=zone),
    )
    for language, frame in words["announcement"].items():
        with translation.override(language):
            said = formats.date_format(day, frame["date"])
        text = frame["text"].format(day=said, holiday=words["holidays"][name][language])
        announcement.texts.create(language=language, text=text)
