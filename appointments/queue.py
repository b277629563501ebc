"""The queue as the desk sees it: which lane a request stands in, and in what order.

A lane is a condition in SQL, so that counting, listing and showing never disagree.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from clinic_site import words

from .models import AppointmentRequest, Lane, RequestState

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
# The lanes in which somebody waits for us; held ones too, until a person has looked.
OURS = ["read-first", "overdue", "due-soon", "later", "held"]


@dataclass(frozen=True)
class StandsIn:
    """The one lane of a request: its code and its words."""

    code: str
    words: str


def conditions(at) -> dict[str, Q]:
    """Return the condition of each lane at the moment `at`; each row fits one.

    What is to be read first stands there although it is held: somebody frightened may
    have been taken for a machine.
    """
    ours = Q(state__in=[RequestState.RECEIVED, RequestState.IN_TRIAGE])
    unanswered = ours & Q(first_response_at=None)
    in_order = unanswered & Q(lane=Lane.NORMAL)
    held, is_first = Q(state=RequestState.HELD), Q(lane=Lane.READ_FIRST)
    soon = at + words.SOON
    return {
        "read-first": (unanswered | held) & is_first,
        "overdue": in_order & Q(respond_by__lt=at),
        "due-soon": in_order & Q(respond_by__gte=at, respond_by__lte=soon),
        "later": in_order & Q(respond_by__gt=soon),
        "in-hand": ours & Q(first_response_at__isnull=False),
        "waiting": Q(state=RequestState.AWAITING_PATIENT),
        "held": held & ~is_first,
        "closed": Q(state=RequestState.CLOSED),
    }


def views(user, *, at) -> dict[str, Q]:
    """Return the saved views: "now", most lanes, what `user` has, and all open."""
    lanes = conditions(at)
    is_open = ~lanes["closed"]
    return {
        "now": _any(lanes[code] for code in OURS),
        "read-first": lanes["read-first"],
        "overdue": lanes["overdue"],
        "due-soon": lanes["due-soon"],
        "mine": is_open & Q(assigned_to=user),
        "waiting": lanes["waiting"],
        "held": lanes["held"],
        "open": is_open,
        "closed": lanes["closed"],
    }


def counts(user, *, at) -> dict[str, int]:
    """Return how many open requests each saved view holds, in one query."""
    counted = {
        code.replace("-", "_"): Count("pk", filter=condition)
        for code, condition in views(user, at=at).items()
        if code != "closed"
    }
    found = AppointmentRequest.objects.open().aggregate(**counted)
    return {code.replace("_", "-"): number for code, number in found.items()}


def in_order(requests: QuerySet, *, at) -> QuerySet:
    """Annotate each request with its lane and put the most urgent first."""
    lanes = conditions(at)
    rank = Case(
        *[When(lanes[code], then=Value(rank)) for rank, code in enumerate(lanes)],
        output_field=IntegerField(),
    )
    return requests.annotate(rank=rank).order_by("rank", "respond_by", "received_at")


def next_for(user, *, at, besides=None) -> AppointmentRequest | None:
    """Return the most urgent request that waits for us and that `user` may work on."""
    mine_to_take = Q(assigned_to=None) | Q(assigned_to=user)
    waiting = AppointmentRequest.objects.filter(views(user, at=at)["now"])
    if besides:
        waiting = waiting.exclude(pk=besides.pk)
    return in_order(waiting.filter(mine_to_take), at=at).first()


def lane_of(request) -> StandsIn:
    """Return the lane of a request that came from `in_order`."""
    code = list(WORDS)[request.rank]
    return StandsIn(code, str(WORDS[code]))


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


def _any(conditions):
    found = Q()
    for condition in conditions:
        found |= condition
    return found
