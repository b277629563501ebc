"""Turning a file that somebody hands in into working copies that editors finish.

`runs` goes the whole way from files to a report. Below it: `read` a file, part it
into pieces (formats), read each as an article, `store` that; each refuses in words.
"""

from .decoding import Refused, read
from .imported import Imported
from .plain_text import parse
from .report import Verdict
from .storing import store

__all__ = ["Imported", "Refused", "Verdict", "parse", "read", "store"]
