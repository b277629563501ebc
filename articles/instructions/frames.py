"""Whether an instruction's sentences can be said, in every language, for its value."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from .durations import NoWords
from .rules import Problem
from .value import PLACEHOLDER, MissingFrame, UnknownPlaceholder, Value

FORMS = ("short", "full")
# What a reader would see of a placeholder that was typed wrong.
STRAY = re.compile(r"\{[^{}]*\}?|\}")
# Which placeholders say the length of which side.
SAID_BY = {"before": {"before"}, "after": {"after", "within"}, "gap": {"gap"}}


def frame_problems(value: Value, languages: Sequence[str]) -> list[Problem]:
    """Return which sentences are missing or ask for a length that is not there."""
    if value.is_off:
        return []
    found = []
    for language in languages:
        forms = {*FORMS, *value.frames.get(language, {})}
        for form in sorted(forms):
            found += _unsayable(value, language, form)
    return found


def stale_frame_problems(value: Value, before: Value | None) -> list[Problem]:
    """Return which sentences belong to the value that `value` replaces.

    A sentence without a placeholder says its length in words of its own ("until the
    next morning"): another length needs another sentence in every language. So does
    another rule, which no placeholder says.
    """
    if before is None or value.is_off or _timing(value) == _timing(before):
        return []
    found = []
    for language, frames in value.frames.items():
        for form, frame in frames.items():
            old = before.frames.get(language, {}).get(form)
            if frame == old and not _follows(frame, value, before):
                facts = {"code": value.code, "language": language, "form": form}
                said = _(
                    "%(code)s has a new time, but its %(form)s sentence "
                    "(%(language)s) is still the old one."
                )
                fix = _("Write that sentence anew, or put a placeholder into it.")
                found.append(Problem((value.code,), said % facts, fix))
    return found


def _timing(value):
    return value.starts, value.ends, value.end_rule


def _follows(frame, value, before):
    """Whether the placeholders of `frame` say all that is new in `value`."""
    if value.end_rule != before.end_rule:
        return False
    named = {found[1].removesuffix("_art") for found in PLACEHOLDER.finditer(frame)}
    changed = [
        side for side in SAID_BY if getattr(value, side) != getattr(before, side)
    ]
    return bool(named) and all(named & SAID_BY[side] for side in changed)


def _unsayable(value, language, form):
    facts = {"code": value.code, "language": language, "form": form}
    try:
        if not value.frames.get(language, {}).get(form):
            raise MissingFrame
        if stray := STRAY.search(value.sentence(language, form)):
            raise UnknownPlaceholder(value.code, stray[0])
    except MissingFrame:
        said = _("%(code)s has no %(form)s sentence in the language %(language)s.")
        fix = _("Write that sentence.")
    except UnknownPlaceholder as unknown:
        facts["placeholder"] = unknown.args[1]
        said = _(
            "%(code)s: %(placeholder)s in the %(form)s sentence (%(language)s) has no "
            "length to stand for."
        )
        fix = _("Use a placeholder that this instruction has: {before} or {after}.")
    except NoWords:
        said = _("%(code)s: the language %(language)s has no words for lengths yet.")
        fix = _("Write the sentence without a placeholder.")
    else:
        return []
    return [Problem((value.code,), said % facts, fix)]
