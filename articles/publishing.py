"""Turning a reviewed revision into what patients read."""

import hashlib
import json
from datetime import UTC, timedelta

from django.db import transaction

from clinic_site import shell
from clinic_site.models import SiteVersion

from . import change_notes, checking, overriding, rendering
from .models import (
    Article,
    CareInstruction,
    Cause,
    HandoutCode,
    Publication,
    RevisionState,
    ScheduledPublication,
    ScheduleState,
    SigningTurn,
    Withdrawal,
)
from .search import index

# A page with new numbers is read again by a reviewer within two weeks.
SOON = timedelta(days=14)
DIGEST_FORMAT = 1
DIGESTED = (
    "article_id", "revision_id", "number", "cause", "change_note", "is_major",
    "language", "title", "summary", "treatment", "stage", "facts", "body_html",
    "handout_html", "calm_html", "plain_text", "contents", "content", "signed_ids",
    "minutes",
)  # fmt: skip


class NotApproved(Exception):
    """The revision lacks a medical reviewer's approval."""


class Overtaken(Exception):
    """Somebody else published this article since it was read."""


class Refused(Exception):
    """A gate found problems; they are the exception's argument."""


class NotLive(Exception):
    """Patients cannot read this article, so it cannot be taken back."""


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
    publication.digest_format = DIGEST_FORMAT
    publication.digest = digest(publication)
    publication.save(force_insert=True)
    moved = Article.objects.filter(pk=publication.article_id, current=before)
    if not moved.update(current=publication):
        raise Overtaken(publication.article)
    if publication.handout_html:
        HandoutCode.objects.give(publication)
    index.keep(publication)
    return publication


def withdraw(article, *, by, at, reason):
    """Take an article back from patients for a cause that they may read.

    What waits to go live is taken back with it, so that no clock undoes this. Returns
    the Withdrawal; raises NotLive, Overtaken, or ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a withdrawal needs a reason")
    with transaction.atomic():
        SigningTurn.take()  # no re-issue may slip in between
        publication = Article.objects.get(pk=article.pk).current
        if publication is None:
            raise NotLive(article)
        moved = Article.objects.filter(pk=article.pk, current=publication)
        if not moved.update(current=None):
            raise Overtaken(article)
        waiting = ScheduledPublication.objects.waiting()
        waiting.filter(revision__article=article).update(
            state=ScheduleState.TAKEN_BACK, settled_at=at
        )
        index.drop(article)
        SiteVersion.grow()
        return Withdrawal.objects.create(
            article=article,
            publication=publication,
            by=by,
            at=at,
            reason=reason.strip(),
            language=publication.language,
        )


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


def digest(publication):
    """Return the SHA-256 over all that was published and the digest before it.

    Format 1: canonical JSON of DIGESTED in that order, the moment, the review date
    and the previous digest.
    """
    said = [getattr(publication, name) for name in DIGESTED]
    said += [
        publication.published_at.astimezone(UTC).isoformat(timespec="microseconds"),
        publication.review_due_on.isoformat(),
        publication.previous_digest,
    ]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def faults():
    """Yield a sentence for each publication whose bytes or chain are not as stored."""
    digests: dict[int, str] = {}
    for one in Publication.objects.order_by("article_id", "number").iterator():
        if digest(one) != one.digest:
            yield f"publication {one.pk}: its content is not what was published"
        if one.previous_digest != digests.get(one.article_id, ""):
            yield f"publication {one.pk}: the one before it was changed or removed"
        digests[one.article_id] = one.digest
