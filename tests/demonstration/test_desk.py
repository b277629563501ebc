"""The desk of the demonstration is no blank, and nobody on it is a real person."""

import tomllib

from django.contrib.auth import get_user_model

from appointments import events, invented, queue, sealed_requests
from appointments.models import AppointmentRequest, CannedReplyText, Notice, Outcome
from tests.demonstration.conftest import AT


def test_a_first_look_shows_requests_in_every_lane(loaded):
    requests = AppointmentRequest.objects.all()

    lanes = {queue.lane_of(request, at=AT).code for request in requests}

    assert lanes == set(queue.WORDS)
    assert {one.outcome for one in requests} >= {Outcome.BOOKED, Outcome.UNREACHABLE}
    rosa = get_user_model().objects.get(username="frontdesk")
    assert queue.counts(rosa, at=AT)["mine"] == 1
    assert list(events.faults()) == []


def test_nobody_who_asked_there_could_be_called_or_mailed(loaded):
    for request in AppointmentRequest.objects.all():
        answers = sealed_requests.opened(request)["answers"]
        numbers = [said for name, said in answers.items() if name.endswith("phone")]
        assert all(not one or one.startswith("+136055501") for one in numbers)
        assert answers["contact_by"] == ["call"]
        assert answers["email"] == ""
    assert not Notice.objects.exists()


def test_each_ready_made_reply_is_there_in_both_languages(loaded):
    replies = tomllib.loads(invented.WORDS.read_text())["replies"]

    kept = CannedReplyText.objects.values_list("reply__title", "language")

    titles = [one["title"] for one in replies]
    assert set(kept) == {(title, code) for title in titles for code in ("en", "es")}
