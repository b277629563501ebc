"""What proves that a publication, and the chain behind it, is as it was published."""

import hashlib
import json
from datetime import UTC

from .models import Publication

FORMAT = 1

DIGESTED = (
    "article_id", "revision_id", "number", "cause", "change_note", "is_major",
    "language", "title", "summary", "treatment", "stage", "facts", "body_html",
    "handout_html", "calm_html", "plain_text", "contents", "content", "signed_ids",
    "minutes",
)  # fmt: skip


def of(publication):
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
        if of(one) != one.digest:
            yield f"publication {one.pk}: its content is not what was published"
        if one.previous_digest != digests.get(one.article_id, ""):
            yield f"publication {one.pk}: the one before it was changed or removed"
        digests[one.article_id] = one.digest
