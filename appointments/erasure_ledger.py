"""The ledger of erasures: a file outside the database, which a restore cannot undo.

One line of JSON for each erasure: the request's uuid and the moment. A line is on the
disk before the erasure is committed, so that no backup can bring back what was erased.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings


class Unwritable(Exception):
    """The ledger cannot be written, so nothing may be erased."""


def path() -> Path:
    return Path(settings.ERASURE_LEDGER)


def enter(key: UUID, *, at: datetime) -> None:
    """Write the erasure of the request `key` to the disk. Raises Unwritable.

    After a line that a crash cut short a new one is begun.
    """
    said = {"request": str(key), "at": at.astimezone(UTC).isoformat()}
    try:
        is_new = not path().exists()
        path().parent.mkdir(parents=True, exist_ok=True)
        with open(path(), "ab+", opener=_for_us_alone) as ledger:
            ledger.write(_after_last(ledger) + json.dumps(said).encode() + b"\n")
            ledger.flush()
            os.fsync(ledger.fileno())
        if is_new:
            _keep_name(path().parent)
    except OSError as full_or_forbidden:
        raise Unwritable from full_or_forbidden


def is_writable() -> bool:
    """Whether an erasure could be entered now, as far as can be told beforehand."""
    nearest = next(one for one in (path(), *path().parents) if one.exists())
    fits = nearest.is_file() if nearest == path() else nearest.is_dir()
    return fits and os.access(nearest, os.W_OK)


def entries() -> Iterator[UUID]:
    """Yield the request of each erasure, oldest first; a line cut short is none."""
    if not path().exists():
        return
    with path().open(encoding="utf-8", errors="replace") as ledger:
        for line in ledger:
            try:
                yield UUID(json.loads(line)["request"])
            except (ValueError, KeyError, TypeError):
                continue


def _for_us_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _after_last(ledger) -> bytes:
    end = ledger.seek(0, os.SEEK_END)
    if not end:
        return b""
    ledger.seek(end - 1)
    return b"" if ledger.read(1) == b"\n" else b"\n"


def _keep_name(folder: Path) -> None:
    """Make the new file's name as durable as its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
