"""Counting in clinic hours: what patients are promised and "open now" is said by."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.hours import (
    Change,
    NeverOpen,
    OpeningWeek,
    OpenSpan,
    add_open_time,
    is_open,
    next_change,
    next_open_span,
    open_time_between,
)

CLINIC = ZoneInfo("America/Los_Angeles")
WORKDAY = ((time(9), time(17)),)
SPLIT_DAY = ((time(9), time(12)), (time(13), time(17)))
THANKSGIVING = date(2026, 11, 26)
WEEK = OpeningWeek(
    "America/Los_Angeles", (WORKDAY,) * 5 + ((), ()), frozenset({THANKSGIVING})
)
SPLIT_WEEK = OpeningWeek("America/Los_Angeles", (SPLIT_DAY,) * 5 + ((), ()))
NIGHT_WEEK = OpeningWeek("America/Los_Angeles", (((time(0), time(9)),),) * 7)
NEVER = OpeningWeek("America/Los_Angeles", ((),) * 7)
EIGHT_HOURS = timedelta(hours=8)

ZONES = ["America/Los_Angeles", "Europe/Madrid", "Australia/Lord_Howe", "UTC"]


def moments(*first_day, days):
    """Moments in the `days` days from the first one on."""
    since = datetime(*first_day, tzinfo=UTC)
    seconds = st.integers(0, days * 24 * 60 * 60)
    return seconds.map(lambda passed: since + timedelta(seconds=passed))


MOMENTS = moments(2026, 1, 1, days=700)
# The same, and often the days on which a clock goes forward or back.
AROUND_CHANGES = st.one_of(
    MOMENTS,
    moments(2026, 3, 7, days=3),
    moments(2026, 3, 28, days=3),
    moments(2026, 4, 4, days=2),
    moments(2026, 10, 3, days=2),
    moments(2026, 10, 24, days=3),
    moments(2026, 10, 31, days=3),
)
ALLOWANCES = st.integers(1, 20 * 60 * 60).map(lambda n: timedelta(seconds=n))


def at(words, fold=0):
    return datetime.fromisoformat(words).replace(tzinfo=CLINIC, fold=fold)


@st.composite
def weeks(draw, *, opens_from=0):
    """Weeks of two kinds of day, open after that hour; Mondays among them."""
    half_hours = st.integers(opens_from * 2, 47)
    edges = draw(st.lists(half_hours, min_size=2, max_size=6, unique=True))
    times = [time(edge // 2, edge % 2 * 30) for edge in sorted(edges)]
    busy = tuple(zip(times[::2], times[1::2], strict=False))
    pattern = draw(st.lists(st.sampled_from([busy, busy[:1], ()]), max_size=6))
    zone = draw(st.sampled_from(ZONES))
    shut_on = date(2026, 1, 1) + timedelta(draw(st.integers(0, 700)))
    return OpeningWeek(zone, (busy, *pattern, *[()] * (6 - len(pattern))), {shut_on})


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param("2026-11-23 09:00", "2026-11-23 17:00", id="whole-day"),
        pytest.param("2026-11-23 15:30", "2026-11-24 15:30", id="runs-overnight"),
        pytest.param("2026-11-23 03:00", "2026-11-23 17:00", id="before-opening"),
        pytest.param("2026-11-20 17:00", "2026-11-23 17:00", id="friday-at-closing"),
        pytest.param("2026-11-20 16:55", "2026-11-23 16:55", id="over-a-weekend"),
        pytest.param("2026-11-25 13:00", "2026-11-27 13:00", id="skips-thanksgiving"),
        pytest.param("2026-10-30 13:00", "2026-11-02 13:00", id="clock-goes-back"),
        pytest.param("2026-03-06 13:00", "2026-03-09 13:00", id="clock-goes-forward"),
    ],
)
def test_an_allowance_counts_clinic_hours_only(start, due):
    assert add_open_time(at(start), EIGHT_HOURS, WEEK) == at(due)


def test_the_lunch_break_does_not_count():
    due = add_open_time(at("2026-11-23 11:00"), timedelta(hours=2), SPLIT_WEEK)

    assert due == at("2026-11-23 14:00")


@pytest.mark.parametrize("night", ["2026-03-08", "2026-11-01", "2026-06-01"])
def test_eight_hours_end_at_the_hour_staff_expect_on_every_night(night):
    due = add_open_time(at(f"{night} 00:00"), EIGHT_HOURS, NIGHT_WEEK)

    assert due.isoformat()[:16] == f"{night}T08:00"


def test_time_that_runs_out_in_the_skipped_hour_ends_as_the_clock_jumps():
    due = add_open_time(at("2026-03-08 00:00"), timedelta(hours=2.5), NIGHT_WEEK)

    assert due == at("2026-03-08 03:00")


def test_a_request_in_the_repeated_hour_is_never_due_before_it_came():
    second_showing = at("2026-11-01 01:15", fold=1)

    due = add_open_time(second_showing, timedelta(minutes=15), NIGHT_WEEK)

    assert due.astimezone(UTC) - second_showing.astimezone(UTC) == timedelta(minutes=15)


@pytest.mark.parametrize("allowance", [timedelta(0), timedelta(hours=-1)])
def test_an_allowance_of_nothing_is_refused(allowance):
    with pytest.raises(ValueError, match="allowance"):
        add_open_time(at("2026-11-23 09:00"), allowance, WEEK)


@pytest.mark.parametrize(
    "ask",
    [
        lambda naive: add_open_time(naive, EIGHT_HOURS, WEEK),
        lambda naive: open_time_between(naive, at("2026-11-23 09:00"), WEEK),
        lambda naive: open_time_between(at("2026-11-23 09:00"), naive, WEEK),
        lambda naive: is_open(naive, WEEK),
        lambda naive: next_change(naive, WEEK),
        lambda naive: next_open_span(naive, WEEK),
    ],
)
def test_a_moment_without_time_zone_is_refused(ask):
    with pytest.raises(ValueError, match="aware"):
        ask(datetime(2026, 11, 23, 9))  # noqa: DTZ001 - the point of the test


def test_a_clinic_that_never_opens_promises_nothing():
    with pytest.raises(NeverOpen):
        add_open_time(at("2026-11-23 09:00"), EIGHT_HOURS, NEVER)

    assert next_change(at("2026-11-23 09:00"), NEVER) is None
    assert next_open_span(at("2026-11-23 09:00"), NEVER) is None


@pytest.mark.parametrize(
    ("time_zone", "week"),
    [
        pytest.param("UTC", (WORKDAY,) * 6, id="six-days"),
        pytest.param("UTC", (((time(9), time(9)),),) * 7, id="no-time-at-all"),
        pytest.param("UTC", (((time(17), time(9)),),) * 7, id="closes-first"),
        pytest.param("America/Nowhere", (WORKDAY,) * 7, id="unknown-zone"),
        pytest.param("America", (WORKDAY,) * 7, id="a-continent"),
    ],
)
def test_an_impossible_week_is_refused(time_zone, week):
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        OpeningWeek(time_zone, week)


def test_a_week_is_read_from_the_words_that_json_keeps():
    words = [[["09:00", "17:00"]]] * 5 + [[], []]

    week = OpeningWeek.from_words(
        "America/Los_Angeles", week=words, closures=["2026-11-26"]
    )

    assert week == WEEK


def test_spans_in_any_order_that_touch_or_overlap_count_as_one():
    spans = ((time(13), time(17)), (time(9), time(13)), (time(10), time(11)))
    week = OpeningWeek("America/Los_Angeles", (spans,) * 7)

    span = next_open_span(at("2026-11-23 10:30"), week)

    assert span == OpenSpan(at("2026-11-23 09:00"), at("2026-11-23 17:00"))
    assert add_open_time(at("2026-11-23 09:00"), EIGHT_HOURS, week) == span.closes


def test_a_week_is_narrowed_to_parts_of_the_day():
    narrowed = SPLIT_WEEK.narrowed_to([(time(11), time(14)), (time(18), time(20))])

    both = ((time(11), time(12)), (time(13), time(14)))
    assert narrowed.week == (both,) * 5 + ((), ())


@pytest.mark.parametrize(
    ("moment", "opened", "change"),
    [
        ("2026-11-23 08:59", False, ("2026-11-23 09:00", True)),
        ("2026-11-23 09:00", True, ("2026-11-23 17:00", False)),
        ("2026-11-23 16:59", True, ("2026-11-23 17:00", False)),
        ("2026-11-23 17:00", False, ("2026-11-24 09:00", True)),
        ("2026-11-26 10:00", False, ("2026-11-27 09:00", True)),
        ("2026-11-28 10:00", False, ("2026-11-30 09:00", True)),
    ],
)
def test_the_clinic_says_whether_it_is_open_and_until_when(moment, opened, change):
    words, opens = change

    assert is_open(at(moment), WEEK) is opened
    assert next_change(at(moment), WEEK) == Change(at(words), opens)


def test_a_clinic_in_another_zone_is_open_by_its_own_clock():
    assert is_open(datetime(2026, 11, 24, 0, 30, tzinfo=UTC), WEEK)
    assert not is_open(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), WEEK)


def test_open_time_never_runs_backwards():
    monday, friday = at("2026-11-23 10:00"), at("2026-11-27 16:00")

    assert open_time_between(monday, friday, WEEK) == timedelta(hours=7 + 8 + 8 + 7)
    assert open_time_between(friday, monday, WEEK) == timedelta(0)


@given(AROUND_CHANGES, ALLOWANCES, weeks())
def test_nothing_is_due_before_it_came(start, allowance, week):
    assert add_open_time(start, allowance, week).astimezone(UTC) > start


@given(AROUND_CHANGES, ALLOWANCES, weeks(opens_from=4))
def test_nothing_is_due_while_the_clinic_is_closed(start, allowance, week):
    due = add_open_time(start, allowance, week)

    assert is_open(due - timedelta.resolution, week)


@given(MOMENTS, ALLOWANCES, weeks(opens_from=4))
def test_counting_back_finds_the_allowance_again(start, allowance, week):
    due = add_open_time(start, allowance, week)

    assert open_time_between(start, due, week) == allowance


@given(AROUND_CHANGES, ALLOWANCES, ALLOWANCES, weeks())
def test_more_allowance_is_never_due_earlier(start, one, other, week):
    less, more = sorted([one, other])

    sooner = add_open_time(start, less, week).astimezone(UTC)

    assert sooner <= add_open_time(start, more, week).astimezone(UTC)


@given(MOMENTS, weeks(opens_from=4))
def test_nothing_changes_before_the_next_change(moment, week):
    change = next_change(moment, week)
    just_before = change.at - timedelta.resolution

    assert change.at > moment
    assert is_open(change.at, week) is change.opens
    assert is_open(just_before, week) is is_open(moment, week) is not change.opens
    assert open_time_between(moment, just_before, week) == (
        timedelta(0) if change.opens else just_before - moment.astimezone(week.zone)
    )
