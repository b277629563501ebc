"""Turning a file that somebody hands in into a working copy that editors finish.

`read` a file, `parse` its bytes, `store` the result; each refuses in plain words.
"""

from .decoding import Refused, read
from .plain_text import Imported, parse
from .report import Verdict
from .storing import store

__all__ = ["Imported", "Refused", "Verdict", "parse", "read", "store"]
