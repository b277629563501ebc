"""The questions of each asker, made ready once: forms share them and change none.

To copy and fill in three dozen questions for every page took longer than to check the
answers. They depend on the clinic's record, the asker, the language and the day only.
"""

from copy import deepcopy

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appointments import choices, mail_rule, promises
from appointments.choices import Part
from clinic_site import shell as shells

from . import questions
from .fields import Day


class Ready(dict):
    """Questions by name; a form that takes a copy gets the same questions."""

    def __deepcopy__(self, memo):
        return dict(self)


class _Made:
    """What was made ready, for as long as clinic and day are the same."""

    of = (None, None)
    kept = {}


def made(blank, *, asker, at):
    """Return the Ready questions for `asker` at `at`, made from `blank` ones.

    Raises hours.NeverOpen when the clinic has no opening hours.
    """
    shell = shells.current()
    today = shell.day_of(at)
    if _Made.of[0] is not shell or _Made.of[1] != today:
        _Made.of, _Made.kept = (shell, today), {}
    kept = _Made.kept
    name = (asker, get_language(), mail_rule.has_neutral_sender())
    if name not in kept:
        kept[name] = _make(blank, asker, shell=shell, today=today)
    return kept[name]


def _make(blank, asker, *, shell, today):
    """Put in what depends on the clinic: its treatments, places, days, hours."""
    offered, begins_with = _offered(shell), _begins_with()
    names = _names(asker, shell)
    ready = Ready((name, deepcopy(blank[name])) for name in names)
    for name, field in ready.items():
        if name in offered:
            field.choices = offered[name]
        if name in begins_with:
            field.initial = begins_with[name]
        if name in questions.OPTIONAL_TOGETHER:
            field.one_is_enough = True
        if isinstance(field, Day):
            field.today = today
    _put_in_words(ready, asker)
    for field in ready.values():
        # Every form that takes it would look the words up again.
        field.help_text = str(field.help_text)
    return ready


def _names(asker, shell):
    left_out = set()
    if len(shell.locations) < 2:
        left_out.add("location")
    if not shell.asks_for_note:
        left_out.add("note")
    return [
        name for name in [*questions.asked_of(asker), "website"] if name not in left_out
    ]


def _offered(shell):
    return {
        "treatment": [
            (choices.NOT_SURE_WHICH, _("Not sure yet")),
            *((one["slug"], one["name"]) for one in shells.offered_treatments(shell)),
            (choices.ANOTHER_SUBJECT, _("Something else")),
        ],
        "location": [
            (str(place["pk"]), f"{place['name']}, {place['city']}")
            for place in shell.locations
        ],
        "language": [
            *settings.LANGUAGES,
            (choices.ANOTHER_LANGUAGE, _("Another one, with an interpreter")),
        ],
        "safe_parts": [(part, Part(part).label) for part in promises.safe_parts()],
    }


def _begins_with():
    return {"treatment": choices.NOT_SURE_WHICH, "language": get_language()}


def _put_in_words(ready, asker):
    """Let the questions read as they do for this asker and this clinic."""
    if mail_rule.has_neutral_sender() and "hide_clinic" in ready:
        ready["hide_clinic"].help_text = _(
            "If you choose e-mail, it comes from a sender that does not show it."
        )
    for name, (label, hint) in questions.LABELS.get(asker, {}).items():
        ready[name].label = label
        if hint is not None:
            ready[name].help_text = hint
