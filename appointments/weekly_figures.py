"""How the desk is doing, by week: counts and spans of time, and nothing of a person.

Three queries over the last weeks only, so a million older requests cost nothing. What
was erased still counts: its moments are kept. The weeks themselves may hold many, so
the desk shows figures that are some minutes old.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber, TruncWeek

from clinic_site import shell

from .models import AppointmentRequest, Notice, RequestSource, RequestState

WEEKS = 12
KEPT_AS = "appointments.weekly_figures"
KEPT_FOR = timedelta(minutes=10)
FIELDS = [
    "week",
    "came_by_website",
    "came_by_telephone",
    "answered",
    "half_within_minutes",
    "nine_in_ten_within_minutes",
    "promises_kept",
    "promises_missed",
    "messages_failed",
]


@dataclass
class Week:
    """One week from Monday on; spans of time are None where nobody was answered yet."""

    begins: date
    came: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    missed: int = 0
    answered: int = 0
    half_within: timedelta | None = None
    nine_in_ten_within: timedelta | None = None
    failed: int = 0

    def as_row(self) -> dict[str, Any]:
        """Return the week as plain values by the names of FIELDS."""
        said = [
            self.begins.isoformat(),
            self.came.get(RequestSource.WEBSITE, 0),
            self.came.get(RequestSource.TELEPHONE, 0),
            self.answered,
            _minutes(self.half_within),
            _minutes(self.nine_in_ten_within),
            self.kept,
            self.missed,
            self.failed,
        ]
        return dict(zip(FIELDS, said, strict=True))


def lately(*, at: datetime) -> tuple[datetime, list[Week]]:
    """Return when the weeks were last counted, and what came of it."""
    counted_at, weeks = cache.get(KEPT_AS, (None, []))
    if counted_at is None or not counted_at <= at < counted_at + KEPT_FOR:
        counted_at, weeks = at, by_week(at=at)
        cache.set(KEPT_AS, (counted_at, weeks), KEPT_FOR.total_seconds())
    return counted_at, weeks


def by_week(*, at: datetime) -> list[Week]:
    """Return the last WEEKS weeks of the clinic's calendar, the present one last."""
    today = shell.current().day_of(at)
    monday = today - timedelta(days=today.weekday())
    begins = [monday - timedelta(weeks=n) for n in range(WEEKS - 1, -1, -1)]
    weeks = {day: Week(day) for day in begins}
    since = datetime.combine(begins[0], time.min, shell.current().zone)
    for row in _came(since, at=at):
        week = weeks[row["week"].date()]
        week.came[row["source"]] = row["came"]
        week.kept += row["kept"]
        week.missed += row["missed"]
    for row in _waited(since, at=at):
        _note_span(weeks[row["week"].date()], row)
    for row in _failed(since, at=at):
        weeks[row["week"].date()].failed = row["failed"]
    return list(weeks.values())


def _week(name):
    return TruncWeek(name, tzinfo=shell.current().zone)


def _came_since(since, *, at):
    found = AppointmentRequest.objects.filter(received_at__gte=since)
    return found.filter(received_at__lte=at).annotate(week=_week("received_at"))


def _came(since, *, at):
    """Count what came in, and how its promises stand at the moment `at`.

    Missed: answered too late, or not at all while it was still owed. Closing a request
    after its promise does not undo that; while we wait for the person nothing is owed.
    """
    late = Q(first_response_at__gt=F("respond_by"))
    unanswered = Q(first_response_at=None, respond_by__lt=at)
    still_owed = ~Q(state__in=[RequestState.CLOSED, RequestState.AWAITING_PATIENT])
    closed_late = Q(state=RequestState.CLOSED, kept_since__gt=F("respond_by"))
    return (
        _came_since(since, at=at)
        .values("week", "source")
        .annotate(
            came=Count("pk"),
            kept=Count("pk", filter=Q(first_response_at__lte=F("respond_by"))),
            missed=Count("pk", filter=late | (unanswered & (still_owed | closed_late))),
        )
        .order_by()
    )


def _waited(since, *, at):
    """Return of each week the requests at half and at nine tenths, by time waited."""
    within_week = [F("week")]
    place = Window(RowNumber(), partition_by=within_week, order_by=F("waited").asc())
    return (
        _came_since(since, at=at)
        .filter(first_response_at__isnull=False)
        .annotate(waited=F("first_response_at") - F("received_at"))
        .annotate(place=place, of=Window(Count("pk"), partition_by=within_week))
        .filter(_is_at(place=1, of=2) | _is_at(place=9, of=10))
        .values("week", "waited", "place", "of")
    )


def _is_at(*, place, of):
    """Return the condition of the row that `place` of `of` come before or are."""
    return Q(place=(F("of") * place + of - 1) / of)


def _note_span(week, row):
    week.answered = row["of"]
    if row["place"] == -(-row["of"] // 2):
        week.half_within = row["waited"]
    if row["place"] == -(-row["of"] * 9 // 10):
        week.nine_in_ten_within = row["waited"]


def _failed(since, *, at):
    found = Notice.objects.failed().filter(created_at__gte=since)
    found = found.filter(created_at__lte=at).annotate(week=_week("created_at"))
    return found.values("week").annotate(failed=Count("pk")).order_by()


def _minutes(length):
    return "" if length is None else int(length.total_seconds() // 60)


def rows(weeks: list[Week]) -> Iterator[dict[str, Any]]:
    """Yield the weeks as plain rows, for a file."""
    return (week.as_row() for week in weeks)
