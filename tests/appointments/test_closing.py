"""How a request ends, and that one opened again has not ended."""

import pytest

from appointments import closing
from appointments.models import EventKind, IllegalMove, Outcome, RequestState
from tests.appointments.at_work import LATER, kinds, make_taken
from tests.appointments.desk_pages import again
from tests.builders import make_clinic


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


def test_a_closed_request_has_an_outcome_and_one_opened_again_has_none(rosa):
    request = make_taken(rosa)
    closing.close(request, outcome=Outcome.BOOKED, by=rosa, at=LATER)
    assert again(request).outcome == Outcome.BOOKED

    closing.reopen(again(request), by=rosa, at=LATER)

    kept = again(request)
    assert (kept.state, kept.outcome) == (RequestState.IN_TRIAGE, "")
    assert kinds(request)[-2:] == [EventKind.CLOSED, EventKind.REOPENED]


def test_a_request_that_a_colleague_works_on_is_not_closed_under_them(rosa, ben):
    request = make_taken(rosa)

    with pytest.raises(IllegalMove):
        closing.close(again(request), outcome=Outcome.DUPLICATE, by=ben, at=LATER)

    assert again(request).is_open


def test_an_outcome_that_is_none_closes_nothing(rosa):
    request = make_taken(rosa)

    with pytest.raises(IllegalMove):
        closing.close(request, outcome="lost", by=rosa, at=LATER)

    assert again(request).is_open
