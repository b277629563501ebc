"""What stands around the words of every page, in the page's language."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
        "after_hours": in_language(shell.after_hours) or _at_any_hour(shell),
        "introduction": in_language(shell.introduction),
        "announcement": announcement_at(shell, timezone.now()),
        "treatments_offered": shells.offered_treatments(shell),
        "other_languages": reading_addresses.other_languages(request),
        "site_url": settings.SITE_URL,
    }


def _at_any_hour(shell):
    """Return what to do at night where the clinic has not said it yet."""
    return _(
        "In an emergency, call %(emergency)s. If you think about suicide, call or text "
        "%(crisis)s. For a mistake with a medicine, call Poison Help, %(poison)s."
    ) % {
        "emergency": shell.emergency_number,
        "crisis": shell.crisis_number,
        "poison": shell.poison_words,
    }


def announcement_at(shell, at):
    """Return what the announcement bar says at the moment `at`, or None.

    Of several the important ones come first, then what the reader's language says,
    then the one that started last.
    """
    shown = [
        {**one, "text": text}
        for one in shell.announcements
        if _is_shown(one, at) and (text := in_language(one["texts"]))
    ]
    return min(shown, key=_place_in_line, default=None)


def _place_in_line(announcement):
    is_foreign = announcement["text"].language != get_language()
    return (announcement["severity"] != IMPORTANT, is_foreign)


def _is_shown(announcement, at):
    starts, ends = announcement["starts_at"], announcement["ends_at"]
    return datetime.fromisoformat(starts) <= at < datetime.fromisoformat(ends)
