"""The readable files under content/ as working copies; form: docs/content-format.md."""

from .pages import Page, parse, read
from .sections import Unreadable
from .storing import load, store

__all__ = ["Page", "Unreadable", "load", "parse", "read", "store"]
