"""What the page of one request shows: promise, rule, contact, steps, history."""

from datetime import timedelta

from django.urls import reverse

from appointments import (
    contact_rule,
    duplicates,
    own_names,
    queue,
    sealed_requests,
    written,
)
from clinic_site import shell

from . import scenes, step_cards, timeline

SHOWN_FOR = timedelta(minutes=10)
REVEAL = "appointments.reveal_appointmentrequest"


def context(row, request, *, at, refused=None):
    """Return the page's context; `refused` is the step that could not be taken."""
    may_reveal = request.user.has_perm(REVEAL)
    answers = scenes.answers_of(row) if may_reveal else None
    is_shown = answers is not None and _is_shown(request, row, at=at)
    rule = scenes.rule_for(answers, at=at)
    links = duplicates.links_of(row)
    happened = timeline.of(row, may_read_notes=may_reveal)
    return {
        "row": row,
        "title": row.reference,
        "subtitle": None,
        "at": at,
        "lane": queue.lane_of(row, at=at),
        "promise": queue.promise_to(row, at=at),
        "language_name": queue.language_name(row),
        "may_reveal": may_reveal,
        "cannot_be_opened": may_reveal and answers is None,
        "rule": rule,
        "shown": _shown(row, answers, request.user) if is_shown else None,
        "links": [_link(one, row, at=at) for one in links],
        "maybe_same": _maybe_same(row, answers, links, at=at),
        "shown_minutes": SHOWN_FOR.seconds // 60,
        "timeline": happened,
        "seen": _seen_as(happened.last_step),
        "next_row": _next(request.user, row, at=at),
        "refused": refused,
        **step_cards.context(row, request.user, at=at, refused=refused),
    }


def url_of(pk):
    return reverse("admin:appointments_appointmentrequest_change", args=[pk])


def is_stale(row, seen):
    """Whether somebody took a step since the page with the mark `seen` was drawn.

    A form without a mark carries no words that could fit a state gone by.
    """
    return seen is not None and seen != _seen_as(timeline.last_step(row))


def show(request, row, *, at):
    request.session[_mark(row)] = (at + SHOWN_FOR).timestamp()


def hide(request, row):
    request.session.pop(_mark(row), None)


def _is_shown(request, row, *, at):
    return request.session.get(_mark(row), 0) > at.timestamp()


def _mark(row):
    return f"shown-{row.pk}"


def _seen_as(step):
    return str(step.number) if step else "0"


def _shown(row, answers, user):
    clinic = shell.current()
    return {
        "contact": written.contact_details(answers),
        "wishes": written.wishes(answers, names=own_names.current()),
        "read_first_because": _read_first_because(row),
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


def _read_first_because(row):
    """Return in words what a machine put first; None where people or nobody did."""
    found = sealed_requests.opened(row).get("read_first_because")
    return written.read_first_because(found) if found else None


def _link(link, row, *, at):
    return {"request": link.other_than(row), "by": link.by, "at": link.at}


def _maybe_same(row, answers, links, *, at):
    """Return requests that may be of the same person and that nobody has linked."""
    if answers is None:
        return []
    linked = {link.other_than(row).pk for link in links}
    found = duplicates.candidates(row, answers)
    return [one for one in found if one.request.pk not in linked]
