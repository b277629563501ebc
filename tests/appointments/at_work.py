"""A request that somebody works on: taken, the person tried, and its trail so far."""

from datetime import timedelta

from appointments import contacting, triage
from appointments.models import Result
from tests.builders import NOON, make_request

LATER = NOON + timedelta(minutes=20)


def make_taken(by, **answers):
    request = make_request(**answers)
    triage.take(request, by=by, at=NOON)
    return request


def log(request, by, result=Result.REACHED, *, at=LATER, **said):
    return contacting.record_attempt(
        request, channel="call", result=result, by=by, at=at, **said
    )


def kinds(request):
    return [event.kind for event in request.events.order_by("number")]
