"""The demonstration's first requests and canned replies, so that its desk is no blank.

Every person in them is invented and says so by name. Each goes the way of any other
request, so that its trail and its promise are true; only, nobody is told of it.
"""

import tomllib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model

from clinic_site import demonstration, shell
from clinic_site.hours import is_open
from clinic_site.words import SOON

from . import closing, contacting, form_keys, intake, notes, offering, promises, triage
from .models import CannedReply, Channel, Outcome, RequestSource, Result

WORDS = settings.BASE_DIR / "content" / "demonstration" / "requests.toml"
# What somebody says who says as little as they may; nobody leaves an address.
LEAST = {
    "for_whom": "me", "phone": "", "email": "", "contact_by": ["call"],
    "text_consent": False, "best_times": [], "voicemail": "no",
    "safe_contact": "any_time", "safe_parts": [], "ask_for": "", "hide_clinic": False,
    "returning": "new", "adult": "yes", "treatment": "unsure", "location": "",
    "language": "en", "access_needs": [], "payment": "", "referred": "", "note": "",
    "privacy_consent": True, "preferred": [],
}  # fmt: skip
MINUTE = timedelta(minutes=1)
HALF_AN_HOUR = timedelta(minutes=30)
# Longer than any allowance with its holidays.
LOOKED_BACK = timedelta(days=14)


def load_replies(*, at):
    """Write the ready-made words of the demonstration's manager."""
    for one in _words()["replies"]:
        reply = CannedReply.objects.create(title=one["title"], kind=one["kind"])
        for language, text in one["text"].items():
            reply.texts.create(language=language, text=text)


def load_requests(*, at):
    """Let invented people have asked, and some of them have been answered.

    Raises NotADemonstration: no clinic's desk ever gets them.
    """
    if not settings.DEMO:
        raise demonstration.NotADemonstration
    people = get_user_model().objects
    rosa, ben = people.get(username="frontdesk"), people.get(username="nurse")
    for one in _words()["requests"]:
        request = _ask(one, at=at, by=rosa)
        STEPS[one["stands"]](request, rosa, ben, at=request.received_at + HALF_AN_HOUR)


def _ask(one, *, at, by):
    """Store one request of the file; what came by telephone was taken down by `by`."""
    answers = LEAST | one["said"]
    asked_at = _asked_at(one["came_in"], answers, at=at)
    source = one.get("source", RequestSource.WEBSITE)
    return intake.invent(
        answers,
        form_key=form_keys.read(form_keys.new(asked_at - 4 * MINUTE)),
        language=answers["language"],
        at=asked_at,
        by=by if source == RequestSource.TELEPHONE else None,
        source=source,
        suspicions=[intake.TOO_FAST] if one["stands"] == "held" else [],
    )


def _words():
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _asked_at(came_in, answers, *, at):
    """Return when somebody asked: minutes ago, or so that the promise is as wished.

    While the clinic is shut nothing is due soon, and nothing says so then.
    """
    if came_in not in DUE:
        return at - came_in * MINUTE
    earliest, latest = (at + one for one in DUE[came_in])
    asked_at = at - HALF_AN_HOUR
    while asked_at > at - LOOKED_BACK:
        if earliest < promises.for_answers(answers, at=asked_at).by < latest:
            return asked_at
        asked_at -= HALF_AN_HOUR
    return at - HALF_AN_HOUR


DUE = {
    "overdue": (-timedelta(days=4), -HALF_AN_HOUR),
    "due soon": (HALF_AN_HOUR, SOON),
}


def _untouched(request, rosa, ben, *, at):
    pass


def _rung_in_vain(request, rosa, ben, *, at):
    triage.take(request, by=rosa, at=at)
    _ring(request, Result.NO_ANSWER, by=rosa, at=at + 2 * MINUTE)
    words = "No answer. I try again later today."
    notes.add(request, words=words, by=rosa, at=at + 3 * MINUTE)


def _answered(request, rosa, ben, *, at):
    triage.take(request, by=ben, at=at)
    _ring(request, Result.REACHED, by=ben, at=at + 5 * MINUTE)


def _offered(request, rosa, ben, *, at):
    _answered(request, rosa, ben, at=at)
    times = _times_ahead(at)[1:3]
    offering.offer(request, times=times, minutes=45, by=ben, at=at + 9 * MINUTE)


def _booked(request, rosa, ben, *, at):
    _answered(request, rosa, ben, at=at)
    starts_at = _times_ahead(at)[0]
    offering.book(request, starts_at=starts_at, minutes=45, by=ben, at=at + 9 * MINUTE)


def _unreachable(request, rosa, ben, *, at):
    _rung_in_vain(request, rosa, ben, at=at)
    _ring(request, Result.WRONG_NUMBER, by=rosa, at=at + 20 * MINUTE)
    unreachable = Outcome.UNREACHABLE
    closing.close(request, outcome=unreachable, by=rosa, at=at + 21 * MINUTE)


STEPS = {
    "received": _untouched,
    "held": _untouched,
    "rung_in_vain": _rung_in_vain,
    "answered": _answered,
    "offered": _offered,
    "booked": _booked,
    "unreachable": _unreachable,
}


def _ring(request, result, *, by, at):
    contacting.record_attempt(
        request, channel=Channel.CALL, result=result, by=by, at=at
    )


def _times_ahead(at):
    """Return the next three mornings at ten on which the clinic is open."""
    week = shell.current().opening_week
    day = at.astimezone(week.zone).replace(hour=10, minute=0, second=0, microsecond=0)
    days = (day + timedelta(days=ahead) for ahead in range(1, 15))
    return [one for one in days if is_open(one, week)][:3]
