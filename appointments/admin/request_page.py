"""What the page of one request shows: promise, rule, contact, steps, history."""

from datetime import timedelta

from django.conf import settings

from appointments import contact_rule, queue, sealed_requests, written
from appointments.steps import STEPS, is_with_another, names_for
from clinic_site import sealing, shell
from clinic_site.hours import OpeningWeek

from . import timeline

SHOWN_FOR = timedelta(minutes=10)
ACT = "appointments.change_appointmentrequest"
REVEAL = "appointments.reveal_appointmentrequest"


def context(row, request, *, at, refused=None):
    """Return the page's context; `refused` is the step that could not be taken."""
    may_reveal = request.user.has_perm(REVEAL)
    answers = answers_of(row) if may_reveal else None
    is_shown = answers is not None and _is_shown(request, row, at=at)
    rule = _rule(answers, at=at)
    return {
        "row": row,
        "title": row.reference,
        "subtitle": None,
        "at": at,
        "lane": queue.lane_of(row),
        "promise": queue.promise_to(row, at=at),
        "language_name": queue.language_name(row),
        "may_reveal": may_reveal,
        "cannot_be_opened": may_reveal and answers is None,
        "rule": rule,
        "shown": _shown(answers, request.user) if is_shown else None,
        "shown_minutes": SHOWN_FOR.seconds // 60,
        "timeline": timeline.of(row, may_read_notes=may_reveal),
        "seen": _seen(row),
        "next_row": _next(request.user, row, at=at),
        "refused": refused,
        **_steps(row, request.user, rule, refused),
    }


def answers_of(row):
    """Return what the person wrote, or None: damaged, erased, or its key is gone."""
    try:
        return sealed_requests.opened(row)["answers"]
    except sealing.CannotBeOpened:
        return None


def step_form(name, row, *, at, data=None):
    """Return the form of the step `name`, judging by the person's rule at `at`."""
    return STEPS[name].form(data, name=name, rule=_rule(answers_of(row), at=at))


def is_stale(row, seen):
    """Whether somebody took a step since the page with the mark `seen` was drawn.

    A form without a mark carries no words that could fit a state gone by.
    """
    return seen is not None and seen != _seen(row)


def show(request, row, *, at):
    request.session[_mark(row)] = (at + SHOWN_FOR).timestamp()


def hide(request, row):
    request.session.pop(_mark(row), None)


def _is_shown(request, row, *, at):
    return request.session.get(_mark(row), 0) > at.timestamp()


def _mark(row):
    return f"shown-{row.pk}"


def _seen(row):
    last = timeline.last_step(row)
    return str(last.number) if last else "0"


def _rule(answers, *, at):
    if answers is None:
        return None
    clinic = shell.current()
    week = OpeningWeek.from_words(
        clinic.time_zone, week=clinic.week, closures=clinic.closures
    )
    return contact_rule.rule_for(answers, at=at, opening_week=week)


def _shown(answers, user):
    clinic = shell.current()
    names = {
        "treatment": {
            one["slug"]: (shell.in_language(one["texts"]) or {}).get("name")
            for one in clinic.treatments
        },
        "location": {str(place["pk"]): place["name"] for place in clinic.locations},
        "language": dict(settings.LANGUAGES),
    }
    return {
        "contact": written.contact_details(answers),
        "wishes": written.wishes(answers, names=names),
        "say": contact_rule.opening_words(
            answers,
            speaker=user.first_name or user.get_username(),
            clinic=clinic.name,
        ),
    }


def _next(user, row, *, at):
    following = queue.next_for(user, at=at, besides=row)
    if following is None:
        return None
    return {"row": following, "promise": queue.promise_to(following, at=at)}


def _steps(row, user, rule, refused):
    """Return the first step and the others; a refused one keeps what was typed."""
    if not user.has_perm(ACT):
        return {"may_act": False, "first_step": None, "other_steps": []}
    names = names_for(row, user)
    first = 0 if is_with_another(row, user) else 1
    if refused and (refused["name"] in names or refused["form"].fields):
        names, first = list(dict.fromkeys([refused["name"], *names])), 1
    made = [_step(name, rule, refused) for name in names]
    return {
        "may_act": True,
        "first_step": made[0] if first else None,
        "other_steps": made[first:],
    }


def _step(name, rule, refused):
    if refused and refused["name"] == name:
        return {"step": STEPS[name], "form": refused["form"]}
    return {"step": STEPS[name], "form": STEPS[name].form(name=name, rule=rule)}
