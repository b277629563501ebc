"""What must be true before the site starts, as Django system checks."""

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from . import append_only, pango, sealing


@checks.register(checks.Tags.security)
def keys_are_usable(app_configs, **kwargs):
    """The sealing keys open, and none of the three secrets is another's double."""
    problems = []
    try:
        sealing.KeyRing.parse(settings.SEALING_KEYS)
        sealing.index_keys()
    except ValueError as wrong:
        problems.append(
            checks.Error(
                f"SEALING_KEYS or INDEX_KEY cannot be used: {wrong}",
                hint="Form: NUMBER:BASE64 of 32 bytes, newest first, parted by commas.",
                id="clinic_site.E001",
            )
        )
    if settings.INDEX_KEY in settings.SEALING_KEYS or (
        settings.SECRET_KEY in (settings.INDEX_KEY, settings.SEALING_KEYS)
    ):
        problems.append(
            checks.Error(
                "SECRET_KEY, SEALING_KEYS and INDEX_KEY must differ.",
                id="clinic_site.E002",
            )
        )
    return problems


@checks.register()
def neutral_mail_is_whole(app_configs, **kwargs):
    """A neutral sender whose links name the clinic, or the reverse, gives it away."""
    if bool(settings.NEUTRAL_FROM) == bool(settings.NEUTRAL_LINK_HOST):
        return []
    return [
        checks.Warning(
            "Only one of NEUTRAL_FROM and NEUTRAL_LINK_HOST is set.",
            hint="Set both, or people who hide the clinic's name get no e-mail.",
            id="clinic_site.W005",
        )
    ]


@checks.register(checks.Tags.database)
def promises_are_kept(app_configs, databases, **kwargs):
    """Every trigger of the append-only tables is in the database.

    Only a warning: an error would stop the migrate that puts them in place.
    """
    if not databases:
        return []
    try:
        missing = append_only.missing()
    except DatabaseError:
        return []
    return [
        checks.Warning(
            f"The database lacks the promise {name}.",
            hint="Run: manage.py migrate",
            id="clinic_site.W003",
        )
        for name in missing
    ]


@checks.register()
def handouts_can_be_made(app_configs, **kwargs):
    """The libraries behind the PDF handouts are there.

    No warning: without them pages, sheets and all else work as before.
    """
    return bool(pango.missing()) * [
        checks.Info(
            f"There are no PDF handouts: {', '.join(pango.missing())} is missing.",
            hint=pango.HINT,
            id="clinic_site.I005",
        )
    ]


@checks.register(checks.Tags.database)
def demonstration_stays_one(app_configs, databases, **kwargs):
    """A database born as a demonstration never becomes a clinic's."""
    from .models import Clinic

    if settings.DEMO or not databases:
        return []
    try:
        is_demonstration = Clinic.objects.filter(is_demonstration=True).exists()
    except DatabaseError:
        return []
    return is_demonstration * [
        checks.Error(
            "This database was born as a demonstration (DEMO=1).",
            hint="Use a new database for a real clinic.",
            id="clinic_site.E004",
        )
    ]
