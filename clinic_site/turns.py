"""Taking turns to write, so that nobody waits longer than the write before them.

SQLite lets one write at a time; the others ask again after a while, ever more rarely,
and whoever comes late may be first. The threads of one process need not guess.
"""

import threading
from contextlib import nullcontext

from django.db import connection

_TURN = threading.Lock()


def to_write():
    """Return what to hold during a short transaction that many want at once."""
    return _TURN if connection.vendor == "sqlite" else nullcontext()
