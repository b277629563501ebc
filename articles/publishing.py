"""Turning a reviewed revision into what patients read."""

from datetime import timedelta

from django.db import transaction

from clinic_site import shell
from clinic_site.models import SiteVersion

from . import change_notes, checking, digests, overriding, rendering
from .models import (
    Article,
    CareInstruction,
    Cause,
    HandoutCode,
    Publication,
    RevisionState,
    SigningTurn,
)
from .search import index

# A page with new numbers is read again by a reviewer within two weeks.
SOON = timedelta(days=14)


class NotApproved(Exception):
    """The revision lacks a medical reviewer's approval."""


class Overtaken(Exception):
    """Somebody else published this article since it was read."""


class Refused(Exception):
    """A gate found problems; they are the exception's argument."""


def publish(revision, *, at):
    """Render `revision` once with the values in force and make it what patients read.

    Raises NotApproved, Overtaken, or Refused with the gates' problems; nothing is
    stored then.
    """
    if revision.state != RevisionState.APPROVED:
        raise NotApproved(revision)
    with transaction.atomic():
        SigningTurn.take()  # no signing may slip in between values and page
        values = CareInstruction.objects.in_force()
        before = Article.objects.get(pk=revision.article_id).current
        if before and before.revision_id == revision.pk:
            return before  # a second click publishes nothing twice
        last = revision.article.publications.last_in_chain()
        if last and last.revision_id >= revision.pk:  # also of a withdrawn page
            raise Overtaken(revision.article)
        found = checking.problems_of_revision(revision, values, at=at)
        if problems := checking.stopping(found):
            raise Refused(problems)
        new = _reviewed(revision, values, at)
        published = _make_current(new, before, last=last)
        SiteVersion.grow()
    return published


@transaction.atomic
def reissue(*, before, after, at, cause):
    """Publish anew, in one transaction, each live page that other values change.

    The words stay the approved revision's; `before` and `after` are Values. A change
    of cause "technical" re-renders every live page that the code now renders otherwise.
    No gate stops it: the words were approved, and an old number must not stay. Returns
    the new publications.
    """
    SigningTurn.take()  # nothing else may be published or signed meanwhile
    renewed = []
    for old in Publication.objects.live().select_related("article").order_by("pk"):
        rendered = rendering.render(old.content, after)
        if _shows_the_same(old, rendered, cause):
            continue
        note = change_notes.of(old, before=before, after=after)
        # What no value of this page explains is today's code and an older rendering.
        new = _again(old, rendered, at=at, cause=cause if note else Cause.TECHNICAL)
        if note:
            new.change_note = note
            new.review_due_on = min(
                old.review_due_on, shell.current().day_of(at) + SOON
            )
        renewed.append(_make_current(new, old, last=old))
    if renewed:
        SiteVersion.grow()
    return renewed


@transaction.atomic
def render_anew(*, at):
    """Publish anew each live page that today's code renders otherwise.

    Words and values stay, so reviews keep their dates. Returns the new publications.
    """
    SigningTurn.take()
    values = CareInstruction.objects.in_force()
    return reissue(before=values, after=values, at=at, cause=Cause.TECHNICAL)


def _shows_the_same(old, rendered, cause):
    if cause == Cause.INSTRUCTION:
        return old.signed_ids == rendered.signed_ids
    fields = _rendered_fields(rendered)
    return all(getattr(old, name) == value for name, value in fields.items())


def _make_current(publication, before, *, last):
    """Store the publication and let the article point at it; raises Overtaken.

    `before` is live, None after a withdrawal; `last` ends the chain all the same.
    """
    publication.previous = last
    publication.number = last.number + 1 if last else 1
    publication.previous_digest = last.digest if last else ""
    publication.digest_format = digests.FORMAT
    publication.digest = digests.of(publication)
    publication.save(force_insert=True)
    moved = Article.objects.filter(pk=publication.article_id, current=before)
    if not moved.update(current=publication):
        raise Overtaken(publication.article)
    if publication.handout_html:
        HandoutCode.objects.give(publication)
    index.keep(publication)
    return publication


def _reviewed(revision, values, at):
    review = revision.approval
    content = revision.content
    rendered = rendering.render(content, values)
    return Publication(
        article=revision.article,
        revision=revision,
        published_at=at,
        cause=Cause.REVIEW,
        change_note=_note(revision, at),
        is_major=revision.is_major,
        language=content["language"],
        title=content["title"],
        summary=content["summary"],
        treatment=content["treatment"],
        stage=content["stage"],
        content=content,
        review_due_on=review.review_due_on,
        facts=_facts(content, review) | {"head": rendered.head_html},
        **_rendered_fields(rendered),
    )


def _note(revision, at):
    """What changed, and what a second person has let pass: both stay in the history."""
    said = [revision.change_note, overriding.in_words(revision, at=at)]
    return " ".join(filter(None, said))


def _again(old, rendered, *, at, cause):
    """Return `old` anew: same revision, facts and review, another rendering."""
    kept = (
        "article", "revision_id", "language", "title", "summary", "treatment",
        "stage", "content", "facts", "review_due_on",
    )  # fmt: skip
    fields = {name: getattr(old, name) for name in kept}
    return Publication(
        published_at=at, cause=cause, **fields, **_rendered_fields(rendered)
    )


def _rendered_fields(rendered):
    return {
        "body_html": rendered.body_html,
        "calm_html": rendered.calm_html,
        "handout_html": rendered.handout_html,
        "plain_text": rendered.plain_text,
        "contents": rendered.contents,
        "minutes": rendered.minutes,
        "signed_ids": rendered.signed_ids,
    }


def _facts(content, review):
    reviewer = getattr(review.reviewer, "clinician", None)
    return {
        "author": content["author"],
        "reviewer": {
            "name": reviewer.name if reviewer else review.reviewer.get_full_name(),
            "credential": reviewer.credential_in(content["language"])
            if reviewer
            else "",
            "kind": review.kind,
        },
        "reviewed_on": shell.current().day_of(review.at).isoformat(),
        "updated_on": content["updated_on"],
        "sources": content["sources"],
        "translated_from": content["translated_from"],
    }
