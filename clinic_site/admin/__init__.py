"""The clinic's own records in the admin, and the people who sign in."""

from . import announcements, clinic, help_numbers, invitations, people, treatments

__all__ = [
    "announcements",
    "clinic",
    "help_numbers",
    "invitations",
    "people",
    "treatments",
]
