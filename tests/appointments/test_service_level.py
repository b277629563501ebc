"""Promises: by when a person hears from the clinic, never in unsafe hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.service_level import (
    PARTS_OF_DAY,
    Promise,
    due_after_pauses,
    parts_offered,
    promise,
)
from clinic_site.hours import (
    NeverOpen,
    OpeningWeek,
    add_open_time,
    is_open,
    open_time_between,
)

CLINIC = ZoneInfo("America/Los_Angeles")
THANKSGIVING = date(2026, 11, 26)
WEEK = OpeningWeek(
    "America/Los_Angeles",
    (((time(9), time(17)),),) * 5 + ((), ()),
    frozenset({THANKSGIVING}),
)
FOUR_HOURS = timedelta(hours=4)
MORNING, MIDDAY, AFTERNOON = PARTS_OF_DAY.values()
JUST_BEFORE = timedelta.resolution

# Autumn: a clock that goes back, and a holiday. Spring: one that goes forward.
SEASONS = [datetime(2026, 10, 20, tzinfo=UTC), datetime(2027, 2, 20, tzinfo=UTC)]


def minutes(least, most):
    return st.integers(least, most).map(lambda n: timedelta(minutes=n))


MOMENTS = st.builds(
    lambda season, passed: season + passed,
    st.sampled_from(SEASONS),
    minutes(0, 40 * 24 * 60),
)
ALLOWANCES = minutes(1, 30 * 60)
STEPS = st.lists(minutes(0, 4 * 24 * 60), max_size=6)
SAFE_WINDOWS = st.lists(
    st.sampled_from([MORNING, MIDDAY, AFTERNOON]), min_size=1, unique=True
)
WEEKS = st.sampled_from(
    [
        WEEK,
        OpeningWeek(
            "Europe/Madrid", (((time(8), time(12)), (time(13), time(20))),) * 7
        ),
        OpeningWeek("America/Los_Angeles", ((), ((time(7), time(15)),)) * 3 + ((),)),
    ]
)


def at(words):
    return datetime.fromisoformat(words).replace(tzinfo=CLINIC)


def story(received_at, steps):
    """Received, then paused and resumed by turns, each after the step before."""
    events, moment = [("received", received_at)], received_at
    for number, step in enumerate(steps):
        moment += step
        events.append(("resumed" if number % 2 else "paused", moment))
    return events


def test_without_safe_hours_the_promise_is_the_end_of_the_allowance():
    promised = promise(at("2026-11-25 15:00"), FOUR_HOURS, WEEK)

    assert promised == Promise(at("2026-11-27 11:00"), waits_for_safe_hours=False)


@pytest.mark.parametrize(
    ("received", "safe", "by", "waits"),
    [
        pytest.param("11-23 09:00", [MIDDAY], "11-23 13:00", False, id="within"),
        pytest.param("11-23 10:00", [MIDDAY], "11-23 14:00", False, id="last-moment"),
        pytest.param("11-23 10:30", [MIDDAY], "11-24 14:00", True, id="next-day"),
        pytest.param("11-23 09:00", [AFTERNOON], "11-23 17:00", True, id="same-day"),
        pytest.param("11-23 10:00", [AFTERNOON], "11-23 17:00", True, id="as-it-opens"),
        pytest.param("11-20 12:00", [MORNING], "11-23 11:00", True, id="weekend"),
        pytest.param("11-25 12:00", [MORNING], "11-27 11:00", True, id="holiday"),
        pytest.param(
            "11-23 14:00", [MIDDAY, AFTERNOON], "11-24 17:00", True, id="touching-parts"
        ),
        pytest.param(
            "11-23 14:00", [MORNING, AFTERNOON], "11-24 10:00", False, id="two-parts"
        ),
    ],
)
def test_a_promise_waits_for_the_end_of_the_next_safe_window(received, safe, by, waits):
    promised = promise(at(f"2026-{received}"), FOUR_HOURS, WEEK, safe)

    assert promised == Promise(at(f"2026-{by}"), waits_for_safe_hours=waits)


def test_safe_hours_that_never_come_are_not_promised():
    early_week = OpeningWeek("America/Los_Angeles", (((time(8), time(10)),),) * 7)

    assert parts_offered(early_week) == ("morning",)
    assert parts_offered(WEEK) == ("morning", "midday", "afternoon")
    for safe in ([AFTERNOON], []):
        with pytest.raises(NeverOpen):
            promise(at("2026-11-23 09:00"), FOUR_HOURS, early_week, safe)


@pytest.mark.parametrize("opens", range(24))
def test_whenever_a_clinic_opens_it_has_a_part_of_the_day_to_offer(opens):
    week = OpeningWeek("UTC", (((time(opens), time(opens, 1)),), *[()] * 6))

    assert len(parts_offered(week)) == 1


@pytest.mark.parametrize(
    ("pauses", "by"),
    [
        pytest.param([], "11-23 13:00", id="no-pause"),
        pytest.param(["11-23 10:00", "11-23 11:00"], "11-23 14:00", id="an-hour"),
        pytest.param(["11-23 10:00", "11-24 09:00"], "11-24 12:00", id="over-night"),
        pytest.param(["11-23 08:00", "11-23 08:30"], "11-23 13:00", id="while-closed"),
        pytest.param(["11-23 13:00"], "11-23 13:00", id="already-missed"),
        pytest.param(["11-23 14:00", "11-24 09:00"], "11-23 13:00", id="long-missed"),
        pytest.param(
            ["11-23 10:00", "11-23 11:00", "11-23 12:00", "11-23 15:00"],
            "11-23 17:00",
            id="twice",
        ),
    ],
)
def test_only_time_waiting_for_the_patient_moves_a_promise(pauses, by):
    moments = [at("2026-11-23 07:00"), *(at(f"2026-{words}") for words in pauses)]
    kinds = ["received", "paused", "resumed", "paused", "resumed"]

    standing = due_after_pauses(
        zip(kinds, moments, strict=False), allowance=FOUR_HOURS, opening_week=WEEK
    )

    assert standing == Promise(at(f"2026-{by}"))


def test_while_we_wait_for_the_patient_no_clock_runs():
    events = [("received", at("2026-11-23 09:00")), ("paused", at("2026-11-23 10:00"))]

    assert due_after_pauses(events, allowance=FOUR_HOURS, opening_week=WEEK) is None


def test_a_promise_missed_before_the_repeated_hour_stays_missed_in_it():
    always = OpeningWeek("America/Los_Angeles", (((time(0), time.max),),) * 7)
    events = [
        ("received", at("2026-11-01 00:30")),
        ("paused", at("2026-11-01 01:15").replace(fold=1)),
    ]

    standing = due_after_pauses(
        events, allowance=timedelta(hours=1), opening_week=always
    )

    assert standing == Promise(at("2026-11-01 01:30"))


def test_a_pause_keeps_the_safe_hours_that_were_left():
    events = [
        ("received", at("2026-11-23 09:00")),  # allowance ends at 13:00, safe until 17
        ("paused", at("2026-11-23 16:00")),
        ("resumed", at("2026-11-24 10:00")),
    ]

    standing = due_after_pauses(
        events, allowance=FOUR_HOURS, opening_week=WEEK, safe_windows=[AFTERNOON]
    )

    assert standing == Promise(at("2026-11-24 15:00"), waits_for_safe_hours=True)


def test_a_pause_does_not_turn_a_wait_for_safe_hours_into_an_earlier_promise():
    events = [
        ("received", at("2026-11-23 09:00")),  # allowance ends at 13:00, safe until 17
        ("paused", at("2026-11-23 10:00")),
        ("resumed", at("2026-11-23 12:00")),  # now the allowance ends at 15:00
    ]

    standing = due_after_pauses(
        events, allowance=FOUR_HOURS, opening_week=WEEK, safe_windows=[AFTERNOON]
    )

    assert standing == Promise(at("2026-11-23 17:00"), waits_for_safe_hours=True)


@pytest.mark.parametrize(
    "kinds",
    [
        [],
        ["paused"],
        ["received", "received"],
        ["received", "resumed"],
        ["received", "paused", "paused"],
        ["received", "paused", "resumed", "resumed"],
    ],
)
def test_events_that_make_no_sense_are_refused(kinds):
    events = [(kind, at("2026-11-23 09:00")) for kind in kinds]

    with pytest.raises(ValueError, match="by turns"):
        due_after_pauses(events, allowance=FOUR_HOURS, opening_week=WEEK)


@given(MOMENTS, ALLOWANCES, WEEKS, SAFE_WINDOWS)
def test_a_promise_is_never_in_closed_or_unsafe_hours_nor_before_it_was_given(
    received_at, allowance, week, safe
):
    promised = promise(received_at, allowance, week, safe)

    assert promised.by.astimezone(UTC) > received_at
    assert is_open(promised.by - JUST_BEFORE, week.narrowed_to(safe))
    due = add_open_time(received_at, allowance, week)
    assert promised.waits_for_safe_hours is (promised.by > due)


@given(MOMENTS, ALLOWANCES, ALLOWANCES, WEEKS)
def test_more_allowance_never_promises_earlier(received_at, one, other, week):
    less, more = sorted([one, other])

    sooner, later = (promise(received_at, each, week) for each in (less, more))

    assert sooner.by <= later.by


@given(MOMENTS, STEPS, ALLOWANCES, WEEKS, st.none() | SAFE_WINDOWS)
def test_pausing_never_shortens_a_promise(received_at, steps, allowance, week, safe):
    events = story(received_at, steps)

    standing = due_after_pauses(
        events, allowance=allowance, opening_week=week, safe_windows=safe
    )

    if standing is not None:
        safe_week = week if safe is None else week.narrowed_to(safe)
        assert standing.by >= promise(received_at, allowance, week, safe).by
        assert is_open(standing.by - JUST_BEFORE, safe_week)
    else:
        assert events[-1][0] == "paused"


@given(MOMENTS, STEPS, ALLOWANCES, WEEKS)
def test_a_promise_moves_by_the_open_time_spent_waiting(
    received_at, steps, allowance, week
):
    events = story(received_at, steps)
    moments = [moment for _, moment in events]

    standing = due_after_pauses(events, allowance=allowance, opening_week=week)

    if standing is not None:
        waited = sum(
            (
                open_time_between(paused_at, resumed_at, week)
                for paused_at, resumed_at in zip(
                    moments[1::2], moments[2::2], strict=False
                )
                if paused_at < standing.by
            ),
            timedelta(0),
        )
        lasted = open_time_between(received_at, standing.by, week)
        assert lasted == allowance + waited
