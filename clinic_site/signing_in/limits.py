"""How often somebody may try at the door: for one name, and from one network.

Whoever gets in pays nothing back: only tries that fail use a limit up.
"""

from datetime import datetime, timedelta

from clinic_site import throttle

from . import alike

QUARTER = timedelta(minutes=15)
TRIES_FOR_A_NAME = 10
# A clinic's whole desk shares one network, and so does everybody behind a proxy.
TRIES_FROM_A_NETWORK = 60


def admits(door: str, name: str, *, network: str, at: datetime) -> bool:
    """Take what one try at `door` costs; return whether it may be made at all."""
    return all(
        throttle.allow(f"{door} {what}", key, rate=rate, per=QUARTER, burst=rate, at=at)
        for what, key, rate in _buckets(name, network)
    )


def forgive(door: str, name: str, *, network: str, at: datetime) -> None:
    """Give back what a try has cost that was no failure."""
    for what, key, rate in _buckets(name, network):
        throttle.give_back(f"{door} {what}", key, rate=rate, per=QUARTER, at=at)


def _buckets(name, network):
    """A name that is typed in other letters is the same name."""
    return [
        ("for", alike.skeleton(name), TRIES_FOR_A_NAME),
        ("from", network, TRIES_FROM_A_NETWORK),
    ]
