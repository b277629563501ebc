"""What must be true before the site starts, as Django system checks."""

import ipaddress
import stat
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError
from django.utils.translation import to_locale

from . import append_only, pango, sealing

LANGUAGE_OF_SOURCES = "en"


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
    if _have_doubles(settings.SECRET_KEY, settings.SEALING_KEYS, settings.INDEX_KEY):
        problems.append(
            checks.Error(
                "SECRET_KEY, SEALING_KEYS and INDEX_KEY must differ.",
                hint="Make each anew: docs/operations.md, “Keys”.",
                id="clinic_site.E002",
            )
        )
    return problems


def _have_doubles(secret_key, sealing_keys, index_keys):
    """Return whether a key stands anywhere twice, whatever its number."""
    sealing = [part.partition(":")[2].strip() for part in sealing_keys.split(",")]
    index = [part.strip() for part in index_keys.split(",")]
    keys = [secret_key, *sealing, *index]
    return len(keys) > len(set(keys))


@checks.register(checks.Tags.security)
def secrets_are_kept(app_configs, **kwargs):
    """No other account of this machine reads the keys."""
    return [
        checks.Warning(
            f"Everybody on this machine can read {path}, which holds keys.",
            hint=f"Run: chmod 600 {path}",
            id="clinic_site.W007",
        )
        for path in settings.SECRET_FILES
        if Path(path).is_file() and Path(path).stat().st_mode & stat.S_IROTH
    ]


@checks.register(checks.Tags.security)
def demonstration_is_private(app_configs, **kwargs):
    """Everybody knows the demonstration's passwords."""
    names = [urlsplit(settings.SITE_URL).hostname or "", *settings.ALLOWED_HOSTS]
    public = [name for name in dict.fromkeys(names) if not _is_this_machine(name)]
    return bool(settings.DEMO and public) * [
        checks.Warning(
            f"This is a demonstration (DEMO=1) that answers as {', '.join(public)}.",
            hint="Its passwords are printed in the documents. For a clinic: DEMO=0 and"
            " a new database; for a look: localhost alone.",
            id="clinic_site.W006",
        )
    ]


@checks.register(checks.Tags.security)
def mail_is_encrypted(app_configs, **kwargs):
    """No message crosses a network in the clear."""
    host = getattr(settings, "EMAIL_HOST", "")
    is_private = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if not settings.EMAIL_URL or not host or is_private or _is_this_machine(host):
        return []
    return [
        checks.Warning(
            f"Mail to {host} goes out without TLS.",
            hint="Begin EMAIL_URL with smtp+tls:// (port 587) or smtp+ssl:// (465).",
            id="clinic_site.W008",
        )
    ]


@checks.register(checks.Tags.security)
def proxy_is_known(app_configs, **kwargs):
    """Nobody but our own proxy says where a request came from, or that it was TLS."""
    trusts_all = "*" in settings.FORWARDED_ALLOW_IPS
    if not (
        trusts_all or settings.SECURE_PROXY_SSL_HEADER or settings.USE_X_FORWARDED_HOST
    ):
        return []
    return [
        checks.Warning(
            "X-Forwarded-… headers are believed, whoever sends them.",
            hint="Leave FORWARDED_ALLOW_IPS unset where nginx is on this machine; else"
            " name the proxy's own addresses, never *.",
            id="clinic_site.W009",
        )
    ]


def _is_this_machine(host):
    name = host.strip("[]").lower()
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


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
def languages_have_words(app_configs, **kwargs):
    """A page that says it speaks French, and does not, is read aloud as gibberish."""
    foreign = [code for code, _n in settings.LANGUAGES if code != LANGUAGE_OF_SOURCES]
    wanted = [f"{to_locale(code)}/LC_MESSAGES/django.mo" for code in foreign]
    return [
        checks.Warning(
            f"LANGUAGES names a language without words: locale/{path} is missing.",
            hint="Translate the .po beside the Spanish one: docs/operations.md.",
            id="clinic_site.W010",
        )
        for path in wanted
        if not any((Path(folder) / path).is_file() for folder in settings.LOCALE_PATHS)
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
