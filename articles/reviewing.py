"""From a working copy to a verdict: saving, freezing, approving."""

from datetime import date

from django.db import transaction

from clinic_site import shell

from . import freezing
from .differences import between
from .models import (
    MedicalReview,
    PictureUse,
    ReviewKind,
    Revision,
    RevisionAuthor,
    RevisionState,
    Verdict,
)

REVIEW = "articles.add_medicalreview"
REVIEW_FIXED_PAGE = "articles.review_fixed_page"
MONTHS_UNTIL_REVIEW = 12
MOST_MONTHS_UNTIL_REVIEW = 36


class OwnWords(Exception):
    """The reviewer is one of the authors."""


class NotTheirs(Exception):
    """The reviewer may not answer for this page: it needs a clinician."""


class NothingToSend(Exception):
    """The working copy has no sections yet."""


class NotWaiting(Exception):
    """The revision is not waiting for a verdict: somebody was faster."""


def record_author(article, *, by, also=()):
    """Remember that `by` saved the working copy; return the draft revision.

    `also` are the ids of people whose earlier words came back with this. A new draft
    inherits everyone who wrote since the last publication, also when an earlier
    revision of theirs was sent and never published: their words are in it.
    """
    with transaction.atomic():
        draft, is_new = Revision.objects.get_or_create(
            article=article, state=RevisionState.DRAFT
        )
        people = _authors_since_publication(article, draft) if is_new else set()
        RevisionAuthor.objects.bulk_create(
            [
                RevisionAuthor(revision=draft, person_id=person)
                for person in people | {by.pk} | set(also)
            ],
            ignore_conflicts=True,  # whoever saved before is an author already
        )
    return draft


def _authors_since_publication(article, draft):
    earlier = article.revisions.exclude(pk=draft.pk)
    if last := article.publications.last_in_chain():
        earlier = earlier.filter(pk__gt=last.revision_id)
    people = RevisionAuthor.objects.filter(revision__in=earlier)
    return set(people.values_list("person_id", flat=True))


def submit(article, *, by, at, change_note="", is_major=False):
    """Freeze the working copy and send it for review; return the revision.

    An older revision that still waits is answered by this one. Raises NothingToSend;
    `by` is an author all the same.
    """
    draft = record_author(article, by=by)
    content = freezing.freeze(article)
    if not content["sections"]:
        raise NothingToSend(article)
    with transaction.atomic():
        draft.state = RevisionState.SUBMITTED
        draft.content = content
        draft.submitted_by, draft.submitted_at = by, at
        draft.change_note, draft.is_major = change_note, is_major
        draft.save()
        PictureUse.objects.bulk_create(
            PictureUse(revision=draft, picture_id=picture)
            for picture in sorted(freezing.pictures_in(content))
        )
        overtaken = article.revisions.waiting().exclude(pk=draft.pk)
        overtaken.update(state=RevisionState.CHANGES_REQUESTED)
    return draft


def differences(revision):
    """Return each differences.Change against what was published before `revision`.

    Empty also for the first words of an article: all of them are new.
    """
    last = revision.article.publications.before(revision).last_in_chain()
    return between(last.content, revision.content) if last else []


def review_kind(revision, *, by):
    """Return the ReviewKind that `by` may give these words, or None."""
    if by.has_perm(REVIEW):
        return ReviewKind.MEDICAL
    if by.has_perm(REVIEW_FIXED_PAGE) and revision.is_managed:
        return ReviewKind.FIXED_PAGE
    return None


def is_reviewer(user):
    """Whether `user` reviews anything at all; whoever does not is asked nothing."""
    return user.has_perm(REVIEW) or user.has_perm(REVIEW_FIXED_PAGE)


def waiting_for(user):
    """Return the revisions that `user` may review: none of their own words."""
    waiting = Revision.objects.waiting().exclude(authors__person=user)
    if user.has_perm(REVIEW):
        return waiting
    return waiting.managed() if user.has_perm(REVIEW_FIXED_PAGE) else waiting.none()


def approve(revision, *, by, at, review_due_on, comments=""):
    """Record that `by` answers for these words until `review_due_on`.

    Raises OwnWords, NotTheirs, NotWaiting, or ValueError for a date that is not within
    the next 36 months; nothing is stored then.
    """
    today = shell.current().day_of(at)
    last = months_later(today, MOST_MONTHS_UNTIL_REVIEW)
    if not today < review_due_on <= last:
        raise ValueError("the next review must be within the next 36 months")
    _decide(
        revision,
        Verdict.APPROVED,
        by=by,
        at=at,
        review_due_on=review_due_on,
        comments=comments,
    )
    return revision


def request_changes(revision, *, by, at, comments):
    """Send the words back with what should change.

    Raises OwnWords, NotTheirs or NotWaiting.
    """
    _decide(revision, Verdict.CHANGES_REQUESTED, by=by, at=at, comments=comments)
    return revision


@transaction.atomic
def _decide(revision, verdict, *, by, **review):
    """Move `revision` to the state that `verdict` names, and store the review."""
    if revision.is_by(by):
        raise OwnWords(revision)
    if not (kind := review_kind(revision, by=by)):
        raise NotTheirs(revision)
    state = RevisionState(verdict)
    waiting = Revision.objects.waiting().filter(pk=revision.pk)
    if not waiting.update(state=state):
        raise NotWaiting(revision)
    MedicalReview.objects.create(
        revision=revision, reviewer=by, kind=kind, verdict=verdict, **review
    )
    revision.state = state


def months_later(day, months):
    """Return the same day `months` later, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    return date(day.year + year, month + 1, day.day)
