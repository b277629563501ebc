from datetime import timedelta

import pytest

from appointments import closing, retention, weekly_figures
from appointments.models import AppointmentRequest, DeskEvent, Notice, NoticeState
from clinic_site import shell
from tests.builders import NOON, make_person, make_request, promise_for

pytestmark = pytest.mark.usefixtures("clinic_at_noon")
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


def answered(after, *, at=NOON - WEEK, promised=4 * HOUR, **said):
    request = make_request(at=at, **said)
    return promise_for(request, at + promised, first_response_at=at + after)


def last(weeks_ago=0):
    return weekly_figures.by_week(at=NOON)[-1 - weeks_ago]


def test_half_and_nine_in_ten_are_of_those_who_came_that_week():
    for hours in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]:
        answered(hours * HOUR)
    answered(99 * HOUR, at=NOON - 2 * WEEK)
    make_request(at=NOON - WEEK)

    week = last(weeks_ago=1)

    assert week.answered == 10
    assert (week.half_within, week.nine_in_ten_within) == (5 * HOUR, 9 * HOUR)


def test_the_desk_shows_figures_that_are_some_minutes_old_and_says_when():
    counted_at, before = weekly_figures.lately(at=NOON)
    answered(3 * HOUR)

    soon = weekly_figures.lately(at=NOON + timedelta(minutes=9))
    later, weeks = weekly_figures.lately(at=NOON + timedelta(minutes=10))

    assert soon == (counted_at, before) == (NOON, before)
    assert later == NOON + timedelta(minutes=10)
    assert (before[-2].answered, weeks[-2].answered) == (0, 1)


def test_one_answer_is_half_and_nine_in_ten_of_them():
    answered(3 * HOUR)

    week = last(weeks_ago=1)

    assert (week.half_within, week.nine_in_ten_within) == (3 * HOUR, 3 * HOUR)


def test_a_promise_is_kept_or_missed_and_closing_late_undoes_nothing():
    rosa = make_person("front_desk")
    answered(1 * HOUR)
    answered(5 * HOUR)
    overdue, closed, in_time = (make_request(at=NOON - WEEK) for _n in range(3))
    for request in (overdue, closed):
        promise_for(request, NOON - HOUR)
    promise_for(in_time, NOON + HOUR)
    for request in (closed, in_time):
        closing.close(request, outcome="declined", by=rosa, at=NOON)

    week = last(weeks_ago=1)

    assert (week.kept, week.missed) == (1, 3)


def test_what_was_erased_still_counts():
    request = answered(1 * HOUR)
    closing.close(request, outcome="declined", by=make_person("front_desk"), at=NOON)
    row = AppointmentRequest.objects.get(pk=request.pk)
    retention.erase(row, at=NOON, facts={"why": "test"})

    week = last(weeks_ago=1)

    assert (week.came, week.kept, week.answered) == ({"website": 1}, 1, 1)


def test_a_week_begins_on_monday_on_the_clinics_own_clock():
    make_request(at=NOON - 10 * HOUR)  # Sunday, 11 pm there

    assert (last().came, last(weeks_ago=1).came) == ({}, {"website": 1})


def test_messages_that_failed_are_counted_and_old_weeks_are_not():
    make_request(email="a@example.org", contact_by=["email"])
    make_request(at=NOON - 13 * WEEK)
    Notice.objects.update(state=NoticeState.FAILED)
    owed = Notice.objects.filter(created_at=NOON).count()

    weeks = weekly_figures.by_week(at=NOON)

    assert (weeks[-1].failed, sum(week.failed for week in weeks)) == (owed, owed)
    assert sum(sum(week.came.values()) for week in weeks) == 1


def test_the_figures_take_three_queries_whatever_there_is(django_assert_num_queries):
    shell.current()
    for hours in (1, 2, 3):
        answered(hours * HOUR)

    with django_assert_num_queries(3):
        weekly_figures.by_week(at=NOON)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_desk_draws_them_with_a_table_and_plain_numbers(client, language):
    answered(90 * HOUR / 60, full_name="Plantina Secretperson")
    client.force_login(make_person("auditor"))
    client.cookies["django_language"] = language

    page = client.get("/admin/", headers={"accept-language": language})

    words = page.content.decode()
    drawn = words[words.index('class="figures"') :]
    assert drawn.count('<svg role="img"') == drawn.count("<caption") == 3
    assert "style=" not in drawn
    assert "Plantina" not in drawn
    for chart in _charts(page):
        assert all("," not in bar.x + bar.lower_y for bar in chart.bars)


def _charts(page):
    return next(
        one.content["charts"]
        for one in page.context["parts"]
        if "charts" in one.content
    )


@pytest.mark.parametrize(
    ("role", "sees_figures", "sees_articles"),
    [
        ("front_desk", True, False),
        ("triage_nurse", True, False),
        ("practice_manager", True, True),
        ("auditor", True, True),
        ("editor", False, True),
    ],
)
def test_each_role_sees_what_concerns_it(client, role, sees_figures, sees_articles):
    client.force_login(make_person(role))

    page = client.get("/admin/").content.decode()

    assert ('class="figures"' in page) == sees_figures
    assert ('id="due-h"' in page) == sees_articles


def test_the_file_of_figures_names_nobody_and_is_on_record(client):
    request = answered(2 * HOUR, full_name="Plantina Secretperson")
    client.force_login(make_person("front_desk"))

    response = client.post("/admin/appointments/appointmentrequest/figures/")

    text = response.content.decode()
    assert text.splitlines()[-2] == "2026-11-16,1,0,1,120,120,1,0,0"
    assert request.reference not in text
    assert DeskEvent.objects.get().facts["what"] == "figures"
    assert not request.events.filter(kind="exported").exists()
