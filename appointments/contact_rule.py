"""How a person may safely be reached, in words: what staff see before any number.

Pure: reads the unsealed answers of a request. What the person did not allow is not
allowed; best times are wishes and never make a time safe.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site import opening, words
from clinic_site.hours import OpeningWeek, is_open, next_open_span

from .choices import ContactBy, Part, SafeContact, Voicemail
from .service_level import PARTS_OF_DAY

MESSAGE = "message"
WAYS = {
    ContactBy.CALL.value: gettext_lazy("Call"),
    MESSAGE: gettext_lazy("Leave a voice message"),
    ContactBy.TEXT.value: gettext_lazy("Text message"),
    ContactBy.EMAIL.value: gettext_lazy("E-mail"),
}

BROKEN = {
    "way": gettext_lazy("a way they did not allow"),
    "message": gettext_lazy("a voice message they did not allow"),
    "hour": gettext_lazy("an hour they did not call safe"),
}


@dataclass(frozen=True)
class Way:
    """One way to reach a person, in words, and whether they allowed it."""

    code: str
    words: str
    is_allowed: bool


@dataclass(frozen=True)
class Rule:
    """What a person allows at one moment; `now` is the sentence about that moment."""

    ways: tuple[Way, ...]
    is_good_now: bool
    now: str
    hides_clinic: bool

    @property
    def allowed(self) -> set[str]:
        return {way.code for way in self.ways if way.is_allowed}

    def permits(self, channel: str, *, leaves_message: bool) -> bool:
        """Whether this way, with or without a voice message, is allowed now."""
        return not self.broken_by(channel, leaves_message=leaves_message)

    def broken_by(self, channel: str, *, leaves_message: bool) -> list[str]:
        """Return what this contact would break: "way", "message", "hour", or nothing.

        These are codes for the trail; BROKEN says them in words.
        """
        broken = {
            "way": channel not in self.allowed,
            "message": leaves_message and MESSAGE not in self.allowed,
            "hour": not self.is_good_now,
        }
        return [code for code, is_broken in broken.items() if is_broken]


def rule_for(answers: dict, *, at: datetime, opening_week: OpeningWeek) -> Rule:
    """Return the rule that `answers` make at the moment `at`."""
    allowed = _allowed(answers)
    is_good_now, now = _about_now(answers, at=at, opening_week=opening_week)
    return Rule(
        ways=tuple(
            Way(code, str(said), code in allowed) for code, said in WAYS.items()
        ),
        is_good_now=is_good_now,
        now=now,
        hides_clinic=bool(answers.get("hide_clinic")),
    )


def lasting_lines(answers: dict) -> list[str]:
    """Return in words what a person allows at any time, for whoever else reads it."""
    ways = [way for code, way in WAYS.items() if code in _allowed(answers)]
    lines = [_("Allowed: %s.") % ", ".join(str(way) for way in ways)] if ways else []
    if answers.get("safe_contact") == SafeContact.ONLY_AT:
        parts = [Part(part).label for part in answers.get("safe_parts") or []]
        lines.append(_("Safe only at: %s.") % ", ".join(str(part) for part in parts))
    if answers.get("hide_clinic"):
        lines.append(_("Never say or show the clinic’s name."))
    return lines


def _allowed(answers):
    allowed = set(answers.get("contact_by") or [])
    if answers.get("voicemail") == Voicemail.YES and ContactBy.CALL in allowed:
        allowed.add(MESSAGE)
    return allowed


def safe_from(
    answers: dict, *, at: datetime, opening_week: OpeningWeek
) -> datetime | None:
    """Return `at` if it is safe then, else when the next safe time starts, if ever."""
    if answers.get("safe_contact") != SafeContact.ONLY_AT:
        return at
    safe = opening_week.narrowed_to(
        PARTS_OF_DAY[part] for part in answers.get("safe_parts") or []
    )
    if is_open(at, safe):
        return at
    span = next_open_span(at, safe)
    return span.opens if span else None


def opening_words(answers: dict, *, speaker: str, clinic: str) -> str:
    """Return the sentence to start a call with: it names the clinic only if it may."""
    name = answers.get("ask_for") or answers.get("full_name") or ""
    if answers.get("hide_clinic"):
        said = _("Hello, may I speak with %(name)s? This is %(speaker)s.")
    else:
        said = _(
            "Hello, may I speak with %(name)s? This is %(speaker)s from %(clinic)s."
        )
    return said % {"name": name, "speaker": speaker, "clinic": clinic}


def _about_now(answers, *, at, opening_week):
    if answers.get("safe_contact") != SafeContact.ONLY_AT:
        return True, _("Any time in clinic hours is safe.")
    parts = [part for part in PARTS_OF_DAY if part in (answers.get("safe_parts") or [])]
    said = _(" or ").join(str(Part(part).label) for part in parts)
    safe = opening_week.narrowed_to(PARTS_OF_DAY[part] for part in parts)
    span = next_open_span(at, safe)
    if span is None:
        return False, _("Not now, and no safe time lies in clinic hours: %s.") % said
    if is_open(at, safe):
        until = opening.clock(span.closes)
        return True, _("Now is a safe time, until %s.") % until
    opens = words.moment(span.opens, seen_at=at)
    return False, _(
        "Not now. Safe is: %(parts)s. The next safe time starts %(time)s."
    ) % {
        "parts": said,
        "time": opens,
    }
