"""Sealing anew with the newest key, while the site serves and however often it stops.

The keys change in three steps: add the new key at the end of SEALING_KEYS and reload
every process, so that all can read it; put it first and reload; seal anew. The old key
goes when `left()` counts nothing. Each row is a statement of its own: a killed run
loses nothing, and the next one goes on with what is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.functions import Substr

from clinic_site import sealing
from clinic_site.sealing import Outcome

from . import blind_indexes, sealed_requests
from .models import (
    AppointmentRequest,
    Checkpoint,
    ContactAttempt,
    LegalHold,
    Note,
    Offer,
)

ROWS_AT_ONCE = 200


@dataclass(frozen=True)
class SealedColumn:
    """A column of envelopes; `owner` names the attribute with the uuid that binds."""

    model: type[models.Model]
    owner: str
    name: str = "sealed"

    def rows(self) -> models.QuerySet[Any]:
        """Return the rows that hold an envelope: what was erased is empty."""
        return self.model._default_manager.exclude(**{self.name: b""})

    def to_do(self) -> models.QuerySet[Any]:
        """Return the rows that another key than the newest has sealed."""
        head = Substr(self.name, 1, sealing.HEADER_BYTES)
        beginning = models.ExpressionWrapper(head, models.BinaryField())
        newest = sealing.sealed_by_newest_key()
        return self.rows().annotate(beginning=beginning).exclude(beginning=newest)


COLUMNS = [
    SealedColumn(AppointmentRequest, owner="id"),
    SealedColumn(ContactAttempt, owner="request_id"),
    SealedColumn(Offer, owner="request_id"),
    SealedColumn(LegalHold, owner="request_id"),
    SealedColumn(Checkpoint, owner="id"),
    SealedColumn(Note, owner="request_id"),
]


def left() -> int:
    """Return how many rows still need the newest key."""
    return sum(column.to_do().count() for column in COLUMNS)


def left_to_index() -> int:
    """Return how many requests still stand under an older INDEX_KEY.

    Every request is opened for it, so this takes minutes for a million.
    """
    return sum(
        1 for request, indexes in _indexed() if not _stands_under(request, indexes)
    )


def seal_anew() -> Outcome:
    """Seal every row with the newest key; leave alone what changes meanwhile.

    A row is replaced only while it still holds what was read, so a correction that a
    patient sends at this moment is not overwritten: it was sealed with the newest key.
    """
    outcome = Outcome()
    for column in COLUMNS:
        for row in _in_order(column.to_do()):
            seal_row(column, row, outcome)
    return outcome


def index_anew() -> int:
    """Index every request under the newest INDEX_KEY; return how many changed."""
    changed = 0
    for request, indexes in _indexed():
        if not _stands_under(request, indexes):
            as_read = AppointmentRequest.objects.filter(
                pk=request.pk, sealed=bytes(request.sealed)
            )
            changed += as_read.update(**indexes)
    return changed


def seal_row(column: SealedColumn, row: models.Model, outcome: Outcome) -> None:
    """Seal one row as it was read; count what became of it in `outcome`."""
    read = bytes(getattr(row, column.name))
    owner = getattr(row, column.owner).bytes
    try:
        data = sealing.unseal(read, bound_to=owner)
    except sealing.CannotBeOpened:
        outcome.damaged += 1
        return
    as_read = column.model._default_manager.filter(pk=row.pk, **{column.name: read})
    anew = {column.name: sealing.seal(data, bound_to=owner)}
    outcome.sealed += as_read.update(**anew)


def _indexed() -> Iterator[tuple[AppointmentRequest, dict[str, str]]]:
    """Yield each request that can be opened, with the indexes it should have."""
    for request in _in_order(COLUMNS[0].rows()):
        try:
            answers = sealed_requests.opened(request)["answers"]
        except sealing.CannotBeOpened:
            continue
        yield request, blind_indexes.of_answers(answers)


def _stands_under(request, indexes):
    return all(getattr(request, name) == index for name, index in indexes.items())


def _in_order(rows):
    """Yield rows by key, a few at a time: no long read, no cursor to lose."""
    last: Any = None
    while True:
        after = rows.filter(pk__gt=last) if last is not None else rows
        some = list(after.order_by("pk")[:ROWS_AT_ONCE])
        yield from some
        if len(some) < ROWS_AT_ONCE:
            return
        last = some[-1].pk
