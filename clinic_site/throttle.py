"""How often somebody may ask: token buckets in the database, known by daily keys.

They hold across workers, machines and restarts. Nobody can tell from a row who asked:
its key is an HMAC that changes every day, and a full bucket's row is taken away.
"""

import ipaddress
from datetime import datetime, timedelta

from django.db.models import F, Value
from django.db.models.functions import Greatest

from . import sealing
from .models import Bucket

# Adding to seconds since 1970 is exact to less than this.
TOLERANCE = 1e-5


def allow(
    name: str, key: str, *, rate: int, per: timedelta, burst: int, at: datetime
) -> bool:
    """Take one token of the bucket `name` of `key`; return whether there was one.

    `rate` tokens flow in every `per`, at most `burst` are held. `rate` 0 means that
    there is no limit. Two who ask at once never share a token: one conditional update
    decides.
    """
    if not rate:
        return True
    seconds = per.total_seconds() / rate
    now = at.timestamp()
    mine = Bucket(key=_daily(name, key, at), full_at=now)
    not_empty = Bucket.objects.filter(
        key=mine.key, full_at__lte=now + (burst - 1) * seconds + TOLERANCE
    )
    later = Greatest(F("full_at"), Value(now)) + seconds
    if not_empty.update(full_at=later):
        return True
    # Empty, or never asked for until now; whoever else makes its row is as good.
    Bucket.objects.bulk_create([mine], ignore_conflicts=True)
    return bool(not_empty.update(full_at=later))


def give_back(name: str, key: str, *, rate: int, per: timedelta, at: datetime) -> None:
    """Put one token back: what it was taken for turned out to be welcome."""
    if rate:
        seconds = per.total_seconds() / rate
        mine = Bucket.objects.filter(key=_daily(name, key, at))
        mine.update(full_at=F("full_at") - seconds)


def forget_full(*, at: datetime) -> None:
    """Take the rows of full buckets away: having none means the same."""
    Bucket.objects.filter(full_at__lte=at.timestamp()).delete()


def sender(request) -> str:
    """Return whom a request comes from: an address, of IPv6 the network's half.

    Behind a proxy on this machine it is the address that the proxy added last; what
    stands before it may be anybody's invention.
    """
    remote = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
    if forwarded and (remote is None or remote.is_loopback):
        remote = _address(forwarded) or remote
    if remote is None:
        return ""
    if isinstance(remote, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((remote, 64), strict=False))
    return str(remote)


def _daily(name, key, at):
    purpose = f"throttle {name} {at:%Y-%m-%d}"
    return sealing.blind_index(f"|{key}", purpose=purpose, key=sealing.index_key())


def _address(words):
    try:
        found = ipaddress.ip_address(words.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
