"""The staff side: one AdminSite, and the clinic's own records in it."""

# First, because registering a record looks the site up here.
from .site import DeskSite  # isort: skip
from . import announcements, clinic, help_numbers, people, treatments

__all__ = [
    "DeskSite",
    "announcements",
    "clinic",
    "help_numbers",
    "people",
    "treatments",
]
