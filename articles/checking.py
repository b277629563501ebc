"""Asking every gate about a page, with all that it must know of the site around it."""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from clinic_site import shell

from . import gates
from .models import (
    Article,
    Override,
    Publication,
    SignedInstruction,
)

# Pages that answer without an article of their own.
ALWAYS = [
    "home", "articles", "treatments", "team", "locations", "help_now", "request",
    "feed",
]  # fmt: skip
PLACED = {"costs", "privacy", "accessibility", "language_help", "is_this_for_you"}


def problems_of(content, values, *, at):
    """Return what the gates find in frozen `content` at the moment `at`."""
    return problems_of_each([content], values, at=at)[0]


def problems_of_each(contents, values, *, at):
    """Return problems_of each of `contents`, having looked at the site once."""
    world = _world(at)
    return [gates.problems(one, values, world=world) for one in contents]


def problems_of_revision(revision, values, *, at, has_clinician=True):
    """Return problems_of a revision, with the date that its reviewer has set.

    What a second person has let pass is marked so and stops nothing. `has_clinician`
    says who would approve it, if nobody has yet.
    """
    world = replace(_world(at), has_clinician=has_clinician)
    if approved := revision.approval:
        world = replace(
            world,
            review_due_on=approved.review_due_on,
            has_clinician=approved.is_medical,
        )
    found = gates.problems(revision.content, values, world=world)
    marks = _marks_let_pass(revision)
    return [_let_pass(one, marks) for one in found]


def _marks_let_pass(revision):
    passed = Override.objects.filter(request__revision=revision)
    return set(passed.values_list("request__mark", flat=True))


def _let_pass(problem, marks):
    """Return `problem`, stopping nothing if it may pass and somebody said so."""
    if not problem.may_be_overridden or problem.mark not in marks:
        return problem
    return replace(problem, stops=False, is_let_pass=True)


def stopping(problems):
    """Return those of `problems` that keep words from patients."""
    return [one for one in problems if one.stops]


def _world(at):
    current = shell.current()
    return gates.World(
        addresses=frozenset(addresses_that_answer(current)),
        signed_elsewhere=_signed_on_live_pages(),
        emergency=current.emergency_number,
        crisis=current.crisis_number,
        poison=current.poison_number,
        on=current.day_of(at),
    )


def addresses_that_answer(current):
    """Yield every address at which patients can read something now."""
    hubs = [one["slug"] for one in current.treatments]
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield from map(reverse, ALWAYS)
            yield from (reverse("treatment", args=[slug]) for slug in hubs)
    live = Article.objects.live().values_list("language", "slug", "place")
    for language, slug, place in live:
        with translation.override(language):
            yield reverse("article", args=[slug])
            if place in PLACED:
                yield reverse(place)


def _signed_on_live_pages():
    """Return {code: signed ids} of what live pages show; one id each if all is well."""
    shown = Publication.objects.live().values_list("signed_ids", flat=True)
    ids = {one for found in shown for one in found}
    signed = SignedInstruction.objects.filter(pk__in=ids)
    found: dict[str, set[int]] = {}
    for code, pk in signed.values_list("instruction__code", "pk"):
        found.setdefault(code, set()).add(pk)
    return found
