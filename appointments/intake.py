"""Receiving a request: sealed, promised and stored whole, or not at all."""

import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from clinic_site import new_rows, sealing, turns
from clinic_site import shell as shells

from . import (
    agreements,
    blind_indexes,
    distress,
    events,
    notices,
    promises,
    references,
    sealed_requests,
)
from .models import (
    AppointmentRequest,
    EventKind,
    Lane,
    RequestSource,
    RequestState,
)

# Nobody reads and answers the questions in less time than this.
QUICKEST_PERSON = timedelta(seconds=3)
FILLED_THE_TRAP = "filled_the_trap"
TOO_FAST = "too_fast"


@dataclass(frozen=True)
class Received:
    """What the person is told, once it is stored."""

    reference: str
    respond_by: datetime
    waits_for_safe_hours: bool
    status_token: str = ""
    is_repeat: bool = False
    help_first: distress.HelpFirst | None = None


def receive(
    answers,
    *,
    form_key,
    language,
    at,
    by=None,
    source=RequestSource.WEBSITE,
    suspicions=(),
):
    """Store what a person sent and return it as Received, after the commit.

    The same `form_key` (a form_keys.FormKey) always returns the first request, also
    when two sends race. `language` is that of the page; `suspicions` are codes that
    hold the request back from the queue for staff to look at.

    Raises django.db.Error when the outcome is unknown or nothing could be stored, and
    hours.NeverOpen when the clinic's hours allow no promise.
    """
    told = {"form_key": form_key, "language": language, "at": at, "by": by}
    told |= {"source": source, "suspicions": suspicions}
    try:
        return _store(answers, **told)
    except IntegrityError:
        # The same form came before, or somebody already has this reference.
        return _known(form_key, answers) or _store(answers, **told)


def suspicions(form_key, *, trap_was_filled, at):
    """Return why a send looks like a machine's: it is kept, and looked at by staff."""
    reasons = []
    if trap_was_filled:
        reasons.append(FILLED_THE_TRAP)
    if at - form_key.issued_at < QUICKEST_PERSON:
        reasons.append(TOO_FAST)
    return reasons


def knows(form_key) -> bool:
    """Whether this form was received before: sending it again costs nothing."""
    return AppointmentRequest.objects.filter(form_key=form_key.id.hex).exists()


def _known(form_key, answers):
    first = (
        AppointmentRequest.objects.filter(
            form_key=form_key.id.hex, events__kind=EventKind.RECEIVED
        )
        .annotate(grounds=F("events__facts"))
        .first()
    )
    return first and Received(
        reference=first.reference,
        respond_by=first.respond_by,
        waits_for_safe_hours=first.grounds["waits_for_safe_hours"],
        status_token=_status_token(first),
        is_repeat=True,
        help_first=distress.for_answers(answers),
    )


def _status_token(request):
    try:
        return sealed_requests.opened(request)["status_token"]
    except sealing.CannotBeOpened:
        return ""


def invent(answers, **told):
    """Store a request of the demonstration, within the caller's transaction.

    As `receive`, but nobody sent it, so nobody is told of it. Returns the request.
    """
    request, event, _received = _made(answers, **told)
    request.save(force_insert=True)
    event.save(force_insert=True)
    return request


def _store(answers, *, at, suspicions, **told):
    request, event, received = _made(answers, at=at, suspicions=suspicions, **told)
    if set(suspicions) <= {TOO_FAST}:
        owed = notices.owed_by_new(request, answers, at=at)
    else:
        owed = notices.owed_while_doubted(request, at=at)
    # All is ready before it starts: on SQLite everybody else waits for its end.
    ready = new_rows.ready(request, event, *owed)
    with turns.to_write(), transaction.atomic(durable=True):
        new_rows.store(ready)
    return received


def _made(answers, *, form_key, language, at, by, source, suspicions):
    """Return the request, its first event and what is told, none of it stored."""
    help_first = distress.for_answers(answers)
    is_first = help_first is not None
    promise = promises.for_answers(answers, at=at, is_read_first=is_first)
    grounds = promises.grounds(promise, at=at, is_read_first=is_first)
    state = RequestState.HELD if suspicions else RequestState.RECEIVED
    status_token = secrets.token_urlsafe(32)
    request = _sealed_request(
        answers,
        help_first=help_first,
        language=language,
        status_token=status_token,
        at=at,
    )
    request.state, request.source, request.received_at = state, source, at
    request.form_key, request.respond_by = form_key.id.hex, promise.by
    event = events.begin(
        request,
        EventKind.RECEIVED,
        by=by,
        at=at,
        facts=grounds | {"suspicions": list(suspicions)},
        to_state=state,
    )
    received = Received(
        request.reference,
        promise.by,
        waits_for_safe_hours=promise.waits_for_safe_hours,
        status_token=status_token,
        help_first=help_first,
    )
    return request, event, received


def _sealed_request(answers, *, help_first, language, status_token, at):
    """Return the request with all that the person wrote sealed, not yet stored."""
    request_id = uuid.uuid4()
    content = {
        "answers": answers,
        "consents": agreements.of_answers(answers, language=language, at=at),
        "status_token": status_token,
    }
    if help_first:
        content["read_first_because"] = asdict(help_first)
    return AppointmentRequest(
        id=request_id,
        reference=references.new_reference(),
        lane=Lane.READ_FIRST if help_first else Lane.NORMAL,
        language=_language_to_write_in(answers, language),
        treatment=_treatment(answers),
        location_id=answers.get("location") or None,
        sealed=sealed_requests.seal(content, request_id=request_id),
        **blind_indexes.of_answers(answers),
        status_token_digest=sealed_requests.token_digest(status_token),
    )


def _language_to_write_in(answers, language):
    chosen = answers.get("language")
    return chosen if chosen in dict(settings.LANGUAGES) else language


def _treatment(answers):
    known = {treatment["slug"] for treatment in shells.current().treatments}
    return answers["treatment"] if answers.get("treatment") in known else ""
