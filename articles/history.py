"""What an article said on which day: its publications in the order of the chain."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import Article, Cause, Publication, SignedInstruction, Withdrawal

CAUSE_WORDS = {
    Cause.REVIEW: _("The words were written or changed, and reviewed."),
    Cause.INSTRUCTION: _("A clinician signed other values for care instructions."),
    Cause.TECHNICAL: _("A technical change. Words and values stayed the same."),
}


@dataclass(frozen=True)
class Entry:
    """One line of the history: a publication, or the withdrawal that ended one."""

    publication: Publication
    on: date
    url: str
    withdrawal: Withdrawal | None = None

    @property
    def cause(self):
        return CAUSE_WORDS[Cause(self.publication.cause)]


def entries(article: Article, zone: ZoneInfo) -> list[Entry]:
    """Return the article's history, the newest first, on the clinic's days."""
    found = []
    published = list(_without_bodies(article))
    last_of_day = {_day(one.published_at, zone): one.pk for one in published}
    for one in published:
        on = _day(one.published_at, zone)
        is_last = last_of_day[on] == one.pk
        found.append(Entry(one, on, address(article, on, one, is_last=is_last)))
        if hasattr(one, "withdrawal"):
            ended = _day(one.withdrawal.at, zone)
            found.append(Entry(one, ended, address(article, ended), one.withdrawal))
    return found[::-1]


def address(article, day, publication=None, *, is_last=True):
    """Return the as-of page; its number is named where the day alone would not do."""
    url = reverse("article_as_of", args=[article.slug, day])
    is_withdrawn = publication is not None and hasattr(publication, "withdrawal")
    if publication is None or (is_last and not is_withdrawn):
        return url
    return f"{url}?number={publication.number}"


def first_day(article: Article, zone: ZoneInfo) -> date | None:
    """Return the clinic-day of the first publication; None for one never published."""
    first = article.publications.order_by("number").only("published_at").first()
    return _day(first.published_at, zone) if first else None


def at_the_end_of(day: date, article: Article, zone: ZoneInfo) -> Publication | None:
    """Return the publication that was the newest when that clinic-day ended.

    It may have been withdrawn by then; see withdrawn_by.
    """
    found = article.publications.filter(published_at__lt=end_of(day, zone))
    return found.select_related("withdrawal").last_in_chain()


def numbered(number: int, article: Article) -> Publication | None:
    """Return a publication by its number, for days that saw more than one."""
    found = article.publications.select_related("withdrawal")
    return found.filter(number=number).first()


def withdrawn_by(publication: Publication, moment: datetime) -> Withdrawal | None:
    """Return the withdrawal that had taken this publication back by `moment`."""
    withdrawal = getattr(publication, "withdrawal", None)
    return withdrawal if withdrawal and withdrawal.at < moment else None


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment after that day on the clinic's clock."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def instructions_in(publication: Publication) -> list[dict]:
    """Return {name, sentence, signed_by, signed_at} of each value that was shown."""
    rows = SignedInstruction.objects.filter(pk__in=publication.signed_ids)
    rows = rows.select_related("instruction__current", "signed_set__signed_by")
    language = publication.language
    return [
        {
            "name": row.instruction.name_in(language),
            "sentence": row.instruction.as_value(row).sentence(language),
            "signed_by": row.signed_set.signed_by.get_full_name(),
            "signed_at": row.signed_set.signed_at,
        }
        for row in rows.order_by("instruction__position")
    ]


def _without_bodies(article):
    found = article.publications.select_related("withdrawal").order_by("number")
    return found.only(
        "article",
        "number",
        "published_at",
        "cause",
        "change_note",
        "is_major",
        "title",
        "facts",
        "withdrawal__at",
        "withdrawal__reason",
        "withdrawal__language",
    )


def _day(moment, zone):
    return moment.astimezone(zone).date()
