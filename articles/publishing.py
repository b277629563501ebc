"""Turning a reviewed revision into what patients read."""

import hashlib
import json
from datetime import UTC

from django.db import transaction

from clinic_site.models import SiteVersion

from . import rendering
from .models import Article, Cause, Publication, RevisionState, Verdict

DIGEST_FORMAT = 1
DIGESTED = (
    "article_id", "revision_id", "number", "cause", "change_note", "is_major",
    "language", "title", "summary", "treatment", "stage", "facts", "body_html",
    "handout_html", "calm_html", "plain_text", "contents", "content", "signed_ids",
)  # fmt: skip


class NotApproved(Exception):
    """The revision lacks a medical reviewer's approval."""


class Overtaken(Exception):
    """Somebody else published this article since it was read."""


def publish(revision, *, at, cause=Cause.REVIEW):
    """Render `revision` once, store it for ever and make it what patients read.

    Raises NotApproved or Overtaken; nothing is stored then.
    """
    if revision.state != RevisionState.APPROVED:
        raise NotApproved(revision)
    with transaction.atomic():
        article = Article.objects.select_for_update(of=["self"]).get(
            pk=revision.article_id
        )
        before = article.current
        if before and before.revision_id > revision.pk:
            raise Overtaken(article)
        if before and before.revision_id == revision.pk and cause == Cause.REVIEW:
            return before  # a second click publishes nothing twice
        publication = _publication(revision, before=before, at=at, cause=cause)
        publication.save(force_insert=True)
        moved = Article.objects.filter(pk=article.pk, current=before)
        if not moved.update(current=publication):
            raise Overtaken(article)
        SiteVersion.grow()
    return publication


def _publication(revision, *, before, at, cause):
    review = revision.reviews.filter(verdict=Verdict.APPROVED).latest("at")
    content = revision.content
    rendered = rendering.render(content)
    publication = Publication(
        article=revision.article,
        revision=revision,
        previous=before,
        number=before.number + 1 if before else 1,
        published_at=at,
        cause=cause,
        change_note=revision.change_note,
        is_major=revision.is_major,
        language=content["language"],
        title=content["title"],
        summary=content["summary"],
        treatment=content["treatment"],
        stage=content["stage"],
        facts=_facts(content, review, rendered),
        body_html=rendered.body_html,
        plain_text=rendered.plain_text,
        contents=rendered.contents,
        content=content,
        review_due_on=review.review_due_on,
        digest_format=DIGEST_FORMAT,
        previous_digest=before.digest if before else "",
    )
    publication.digest = digest(publication)
    return publication


def _facts(content, review, rendered):
    reviewer = getattr(review.reviewer, "clinician", None)
    return {
        "author": content["author"],
        "reviewer": {
            "name": reviewer.name if reviewer else review.reviewer.get_full_name(),
            "credential": reviewer.credential if reviewer else "",
        },
        "reviewed_on": review.at.date().isoformat(),
        "sources": content["sources"],
        "minutes": rendered.minutes,
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
    digests = {}
    for one in Publication.objects.order_by("article_id", "number").iterator():
        if digest(one) != one.digest:
            yield f"publication {one.pk}: its content is not what was published"
        if one.previous_digest != digests.get(one.article_id, ""):
            yield f"publication {one.pk}: the one before it was changed or removed"
        digests[one.article_id] = one.digest
