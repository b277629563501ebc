"""Taking a page back from patients, for a cause that they may read."""

from django.db import transaction

from clinic_site.models import SiteVersion

from .models import (
    Article,
    ScheduledPublication,
    ScheduleState,
    SigningTurn,
    Withdrawal,
)
from .publishing import Overtaken
from .search import index


class NotLive(Exception):
    """Patients cannot read this article, so it cannot be taken back."""


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
