"""The queue as the desk sees it: which lane a request stands in, and in what order.

All of it reads `standing`, which the database computes, and the promise. So one index
serves every view, and nothing is counted further than anybody would read.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clinic_site import words
from clinic_site.capped import COUNTED_TO

from .models import IN_ORDER, AppointmentRequest, RequestState, Standing

WORDS = {
    "read-first": _("Read first"),
    "overdue": _("Overdue"),
    "due-soon": _("Due soon"),
    "later": _("Later"),
    "in-hand": _("In hand"),
    "waiting": _("Waiting on patient"),
    "held": _("Held"),
    "closed": _("Closed"),
}
LANES = {
    Standing.READ_FIRST: "read-first",
    Standing.HELD: "held",
    Standing.IN_HAND: "in-hand",
    Standing.WAITING: "waiting",
    Standing.CLOSED: "closed",
}


@dataclass(frozen=True)
class StandsIn:
    """The one lane of a request: its code and its words."""

    code: str
    words: str


def views(user, *, at) -> dict[str, Q]:
    """Return the saved views: "now", most lanes, what `user` has, and all open.

    In "now" somebody waits for us; held ones too, until a person has looked.
    """
    to_answer, soon = Q(standing=Standing.TO_ANSWER), at + words.SOON
    return {
        "now": Q(standing__lte=Standing.HELD),
        "read-first": Q(standing=Standing.READ_FIRST),
        "overdue": to_answer & Q(respond_by__lt=at),
        "due-soon": to_answer & Q(respond_by__gte=at, respond_by__lte=soon),
        "mine": Q(assigned_to=user, standing__lt=Standing.CLOSED),
        "waiting": Q(standing=Standing.WAITING),
        "held": Q(standing=Standing.HELD),
        "open": Q(standing__lt=Standing.CLOSED),
        "closed": Q(standing=Standing.CLOSED),
    }


def unanswered() -> Q:
    """Return the condition of those who wait for our first word, without held ones."""
    return Q(standing__lte=Standing.TO_ANSWER)


def counts(user, *, at) -> dict[str, int]:
    """Return how many requests each view but "closed" holds, in one query.

    "unanswered" is counted too. Nothing is counted beyond COUNTED_TO and one more,
    so a million requests cost no more than a thousand; capped.in_words says it.
    """
    conditions = views(user, at=at) | {"unanswered": unanswered()}
    del conditions["closed"]
    capped = [_capped(condition) for condition in conditions.values()]
    parameters = [one for _sql, some in capped for one in some]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(sql for sql, _some in capped), parameters)
        return dict(zip(conditions, cursor.fetchone(), strict=True))


def _capped(condition):
    """Return SQL that counts what fits `condition`, and its parameters."""
    found = AppointmentRequest.objects.filter(condition).values("pk")
    sql, parameters = found[: COUNTED_TO + 1].query.sql_with_params()
    return f"(SELECT COUNT(*) FROM ({sql}) AS counted)", parameters


def in_order(requests: QuerySet) -> QuerySet:
    """Put the most urgent first."""
    return requests.order_by(*IN_ORDER)


def newest_first(requests: QuerySet) -> QuerySet:
    """Put what was promised last first, as somebody looks for what is closed."""
    return requests.order_by(*(f"-{name}" for name in IN_ORDER))


def next_for(user, *, at, besides=None) -> AppointmentRequest | None:
    """Return the most urgent request that waits for us and that `user` may work on."""
    mine_to_take = Q(assigned_to=None) | Q(assigned_to=user)
    waiting = AppointmentRequest.objects.filter(views(user, at=at)["now"])
    if besides:
        waiting = waiting.exclude(pk=besides.pk)
    return in_order(waiting.filter(mine_to_take)).first()


def lane_of(request, *, at) -> StandsIn:
    """Return the lane that `request` stands in at the moment `at`, as it was read."""
    code = LANES.get(request.standing) or _by_promise(request.respond_by, at=at)
    return StandsIn(code, str(WORDS[code]))


def _by_promise(respond_by, *, at):
    if respond_by < at:
        return "overdue"
    return "due-soon" if respond_by <= at + words.SOON else "later"


def language_name(request) -> str:
    """Return the name of the language to speak in, as its speakers write it."""
    return dict(settings.LANGUAGES).get(request.language, request.language)


def promise_to(request, *, at) -> words.Promise:
    """Return how the promise of `request` stands at the moment `at`, in words."""
    return words.promise(
        request.respond_by,
        seen_at=at,
        kept_at=request.first_response_at,
        is_paused=request.state == RequestState.AWAITING_PATIENT,
        is_closed=request.state == RequestState.CLOSED,
    )
