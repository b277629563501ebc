"""What stands around the words of every page, in the page's language."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from . import opening, reading_addresses
from . import shell as shells
from .languages import in_language
from .models import Announcement

IMPORTANT = Announcement.Severity.IMPORTANT


def for_templates(request):
    """Context processor: the shell and what follows from it in the page's language."""
    return context(request, shells.current())


def context(request, shell):
    """Return what the page frame needs; asks the clock for the announcement only."""
    return {
        "shell": shell,
        "hours_lines": [
            opening.unbroken(line) for line in opening.week_in_words(shell.week)
        ],
        "after_hours": in_language(shell.after_hours),
        "introduction": in_language(shell.introduction),
        "announcement": announcement_at(shell, timezone.now()),
        "treatments_offered": shells.offered_treatments(shell),
        "other_languages": reading_addresses.other_languages(request),
        "site_url": settings.SITE_URL,
    }


def announcement_at(shell, at):
    """Return what the announcement bar says at the moment `at`, or None.

    Of several the important ones come first, then the one that started last.
    """
    shown = [one for one in shell.announcements if _is_shown(one, at)]
    for one in sorted(shown, key=lambda one: one["severity"] != IMPORTANT):
        if text := in_language(one["texts"]):
            return {**one, "text": text}
    return None


def _is_shown(announcement, at):
    starts, ends = announcement["starts_at"], announcement["ends_at"]
    return datetime.fromisoformat(starts) <= at < datetime.fromisoformat(ends)
