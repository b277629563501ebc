"""How many requests may come from one network and for one contact in an hour.

A clinic's waiting room shares one network, so that limit is wide; nobody asks many
times to be called at the same number, so that one is narrow.
"""

import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from clinic_site import throttle

from . import blind_indexes

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
# Of the requests that a network may send, this part may name the same contact.
PART_FOR_ONE_CONTACT = 6


def are_set() -> bool:
    return bool(settings.REQUESTS_PER_HOUR)


def admits(answers: dict, *, network: str, at: datetime) -> bool:
    """Take what a new request costs; where anything is used up, take nothing.

    `network` is a throttle.sender. With REQUESTS_PER_HOUR=0 there is no limit.
    """
    wide = settings.REQUESTS_PER_HOUR
    if not wide:
        return True
    narrow = _for_one_contact(wide)
    # Everybody takes them in this order, so that no two can wait for each other.
    wanted = [
        ("requests to call", blind_indexes.of_phone(answers.get("phone", "")), narrow),
        ("requests to write", blind_indexes.of_email(answers.get("email", "")), narrow),
        ("requests from", network, wide),
    ]
    with transaction.atomic():
        admitted = all(
            throttle.allow(name, key, rate=rate, per=HOUR, burst=rate, at=at)
            for name, key, rate in wanted
            if key
        )
        transaction.set_rollback(not admitted)
    return admitted


def wait() -> timedelta:
    """Return after how long whoever was refused may ask again, in whole minutes."""
    minutes = HOUR / MINUTE / _for_one_contact(settings.REQUESTS_PER_HOUR)
    return math.ceil(minutes) * MINUTE


def _for_one_contact(wide):
    return max(wide // PART_FOR_ONE_CONTACT, 1)
