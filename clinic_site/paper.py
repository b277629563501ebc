"""Finished HTML → PDF for printing, made once and kept for whoever asks next.

Laying a sheet out takes a second of work. It is done in a process of its own, one at a
time, so that nobody who reads a page meanwhile waits for it, and it is stopped where it
takes too long or too much memory. It sees no network and no file but our own fonts.
"""

import fcntl
import hashlib
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

SECONDS = 20
SECONDS_TO_WAIT = 6
LARGEST_PAGE = 400_000  # characters of HTML; a long article has a tenth of it
MOST_KEPT = 400  # files; each page has two sizes of paper
SECONDS_BETWEEN_LOOKS = 0.05
PRINTER = Path(__file__).with_name("printer.py")


class NotPrinted(Exception):
    """There is no PDF now: too large, too slow, too many at once, or broken."""


def pdf(document: str, *, name: str) -> bytes:
    """Return `document` as PDF/UA, from the shelf where it was made before.

    `name` is that of the sheet, safe for a file: a new PDF of it replaces the old one.
    Two who ask at once wait for one making. Raises NotPrinted.
    """
    if found := kept(document, name=name):
        return found
    if len(document) > LARGEST_PAGE:
        raise NotPrinted("larger than any sheet")
    with _alone():
        return kept(document, name=name) or _keep(_made(document), document, name)


def kept(document: str, *, name: str) -> bytes | None:
    """Return the PDF of exactly this document if it is on the shelf."""
    try:
        return _place(document, name).read_bytes()
    except OSError:
        return None


def _shelf() -> Path:
    return Path(settings.VAR_DIR) / "paper"


def _place(document: str, name: str) -> Path:
    digest = hashlib.sha256(document.encode()).hexdigest()[:24]
    return _shelf() / f"{name}.{digest}.pdf"


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the only press of this machine; raises NotPrinted after a long wait."""
    give_up_at = time.monotonic() + SECONDS_TO_WAIT
    with _lock() as lock:
        while not _is_taken(lock):
            if time.monotonic() > give_up_at:
                raise NotPrinted("others are still printing")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        yield


def _lock():
    try:
        _shelf().mkdir(parents=True, exist_ok=True)
        return (_shelf() / "lock").open("w")
    except OSError:
        raise NotPrinted("there is no shelf") from None


def _is_taken(lock) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _made(document: str) -> bytes:
    """Let a process of its own make it, without our secrets in its environment."""
    try:
        printed = subprocess.run(
            [sys.executable, str(PRINTER)],
            input=document.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={"PATH": os.environ.get("PATH", ""), "HOME": str(_shelf())},
        )
    except subprocess.TimeoutExpired:
        logger.warning("paper.too_slow")
        raise NotPrinted("too slow") from None
    except (subprocess.CalledProcessError, OSError):
        logger.error("paper.not_made")
        raise NotPrinted("it could not be made") from None
    return printed.stdout


def _keep(made: bytes, document: str, name: str) -> bytes:
    """Put the PDF on the shelf; its elders and the oldest of all leave it."""
    place = _place(document, name)
    try:
        for old in _shelf().glob(f"{name}.*.pdf"):
            old.unlink(missing_ok=True)
        part = place.with_suffix(".part")
        part.write_bytes(made)
        part.replace(place)
        by_age = sorted(_shelf().glob("*.pdf"), key=lambda one: one.stat().st_mtime)
        for old in by_age[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        logger.warning("paper.not_kept")
    return made
