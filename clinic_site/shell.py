"""What every page shows around its words, kept in memory, and in a file for bad days.

A page needs the clinic's name, telephone and help numbers even when the database is
away: patients look for them most on the day when everything else fails.
"""

import json
import logging
import os
import threading
import time
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from . import shell_rows
from .hours import OpeningWeek
from .languages import in_language
from .models import SiteVersion

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True)
class Shell:
    """The clinic as every page shows it; plain values that survive as JSON.

    `telephone` is E.164; `week` is seven lists of ["08:00", "17:00"] pairs from
    Monday on; `closures` is a list of ISO dates; texts are keyed by language; `logo`
    is {url, width, height}, or empty.
    """

    name: str = ""
    telephone: str = ""
    time_zone: str = "UTC"
    palette: str = "tide"
    has_quick_exit: bool = False
    logo: dict = field(default_factory=dict)
    answer_within_hours: int = 8
    read_first_within_hours: int = 2
    asks_for_note: bool = True
    is_demo: bool = False
    emergency_number: str = "911"
    crisis_number: str = "988"
    poison_number: str = "+18002221222"
    introduction: dict = field(default_factory=dict)
    after_hours: dict = field(default_factory=dict)
    locations: list = field(default_factory=list)
    week: list = field(default_factory=lambda: [[] for _ in range(7)])
    closures: list = field(default_factory=list)
    treatments: list = field(default_factory=list)
    announcements: list = field(default_factory=list)
    version: int = 0

    @property
    def zone(self):
        """The clinic's clock: what patients read is dated and timed by it."""
        return ZoneInfo(self.time_zone)

    def day_of(self, moment):
        """Return the date at the clinic; an evening there is not tomorrow's."""
        return moment.astimezone(self.zone).date()

    @cached_property
    def opening_week(self):
        """The hours in which a person is there, with the days that are shut."""
        return OpeningWeek.from_words(
            self.time_zone, week=self.week, closures=self.closures
        )

    def treatment_names(self):
        """Return {slug: name} of each treatment that somebody has described."""
        return {
            one["slug"]: text["name"]
            for one in self.treatments
            if (text := in_language(one["texts"]))
        }

    @property
    def telephone_words(self):
        return _words_of_number(self.telephone)

    @property
    def poison_words(self):
        # In one piece: it stands behind words that fill a line of a small screen.
        return _words_of_number(self.poison_number).replace(" ", "\N{NO-BREAK SPACE}")

    @property
    def address_lines(self):
        if not self.locations:
            return []
        place = self.locations[0]
        town = f"{place['city']}, {place['region']} {place['postal_code']}".strip()
        return [place["street"], town]

    @property
    def city(self):
        return self.locations[0]["city"] if self.locations else ""


def _words_of_number(number):
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number)
    is_home = parsed.country_code == 1
    kind = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        parsed, kind.NATIONAL if is_home else kind.INTERNATIONAL
    )


class _Kept:
    """The process's last good shell and when it was compared with the database."""

    shell = None
    looked_at = float("-inf")
    lock = threading.Lock()


def forget():
    """Make the next `current()` read the database; for tests and for staff's saves."""
    _Kept.looked_at = float("-inf")


def forget_all():
    """Also drop the last good shell, as in a process that has just started."""
    _Kept.shell = None
    forget()


def current():
    """Return the shell, at most a second older than the database's.

    With the database away it is the last good one: this process's, else the one kept
    in the file, else a shell that still holds the help numbers.
    """
    if time.monotonic() - _Kept.looked_at < SECONDS_BETWEEN_LOOKS:
        return _Kept.shell
    with _Kept.lock:
        try:
            _Kept.shell = _fresh(_Kept.shell)
        except (DatabaseError, InterfaceError):
            logger.warning("shell.database_away")
            _Kept.shell = last_good()
        _Kept.looked_at = time.monotonic()
    return _Kept.shell


def last_good():
    """Return the last good shell without asking the database."""
    return _Kept.shell or _from_file() or Shell()


def _fresh(kept):
    if connection.needs_rollback:
        return last_good()
    version = SiteVersion.objects.values_list("number", flat=True).first() or 0
    if kept is not None and kept.version == version:
        return kept
    shell = Shell(version=version, **shell_rows.read())
    _to_file(shell)
    return shell


def _path():
    return Path(settings.VAR_DIR) / "shell.json"


def _to_file(shell):
    """Keep the shell for a process that starts while the database is away."""
    try:
        _path().parent.mkdir(parents=True, exist_ok=True)
        part = _path().with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(asdict(shell)))
        part.replace(_path())
    except OSError:
        logger.warning("shell.not_kept_in_file")


def _from_file():
    try:
        found = json.loads(_path().read_text())
        known = {one.name for one in fields(Shell)}
        return Shell(**{key: found[key] for key in known & found.keys()})
    except (OSError, ValueError, TypeError):
        return None


def offered_treatments(shell):
    """Return {slug, name, summary} of each treatment the clinic offers now.

    One that nobody has described yet goes by its code: the form must stand.
    """
    return [
        {"slug": treatment["slug"], "name": treatment["slug"], "summary": ""}
        | (in_language(treatment["texts"]) or {})
        for treatment in shell.treatments
        if treatment["is_offered"]
    ]
