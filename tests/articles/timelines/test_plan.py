"""What to do when: counted from signed values, and never against one of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import timelines
from articles.instructions import Values
from articles.timelines import windows
from tests.articles.instructions.shipped import shipped_values

PACIFIC = ZoneInfo("America/Los_Angeles")
SIGNED = Values.of(
    replace(value, signed_id=number) for number, value in enumerate(shipped_values(), 1)
)
TUESDAY = datetime.fromisoformat("2026-05-12 09:00")


def visit(treatment="ketamine", wall=TUESDAY, *, minutes=150, zone=PACIFIC):
    return timelines.Visit.planned(
        treatment, wall, minutes=minutes, zone=zone, values=SIGNED
    )


def plan(*visits, values=SIGNED, now=datetime(2026, 5, 1, tzinfo=UTC), form="short"):
    return timelines.make(
        visits, values, zone=PACIFIC, now=now, language="en", form=form
    )


def line(made, code):
    (found,) = [one for one in made.lines if one.code == code]
    return found


def there(day, hour, minute=0):
    return datetime(2026, 5, day, hour, minute, tzinfo=PACIFIC)


@pytest.mark.parametrize(
    ("code", "at", "until"),
    [
        ("ALCOHOL", there(10, 9), there(14, 11, 30)),
        ("KET_FATTY", there(12, 1), there(12, 9)),
        ("KET_SOLIDS", there(12, 3), there(12, 9)),
        ("KET_LIQUIDS", there(12, 7), there(12, 9)),
        ("BIG_DECISIONS", there(12, 11, 30), there(13, 11, 30)),
        ("ADULT_AT_HOME", there(12, 11, 30), None),
    ],
)
def test_lengths_become_hours_on_the_clinics_clock(code, at, until):
    found = line(plan(visit()), code)

    assert (found.at, found.until) == (at, until)


def test_driving_waits_for_the_hours_and_for_a_night_of_sleep():
    found = line(plan(visit()), "KET_DRIVE")

    assert (found.after_sleep, found.until) == (True, there(13, 11, 30))


def test_sleep_alone_never_becomes_an_hour():
    found = line(plan(visit("spravato")), "SPR_DRIVE")

    assert (found.after_sleep, found.until) == (True, None)


@pytest.mark.parametrize(
    ("treatment", "typed", "least"), [("spravato", 5, 120), ("ketamine", 5, 30)]
)
def test_nobody_is_planned_to_leave_before_the_stay_is_over(treatment, typed, least):
    short = visit(treatment, minutes=typed)

    assert short.ends - short.starts == timedelta(minutes=least)


def test_during_a_visit_nobody_looks_at_the_clock():
    made = plan(visit("tms", minutes=30))
    (clinic,) = [part for part in made.parts if part.stage == "clinic"]

    assert {one.code for one in clinic.untimed} == {"TMS_EARS", "TMS_METAL_OFF"}
    assert not {"TMS_EARS", "TMS_METAL_OFF"} & {one.code for one in made.lines}


def test_two_visits_in_a_week_share_one_line_without_alcohol():
    made = plan(visit(), visit(wall=TUESDAY + timedelta(days=2)))

    found = line(made, "ALCOHOL")
    assert (found.at, found.until) == (there(10, 9), there(16, 11, 30))


def test_after_two_treatments_on_a_day_the_strictest_words_about_driving_lead():
    second = visit("spravato", TUESDAY + timedelta(hours=4))
    made = plan(visit(), second)

    found = line(made, "KET_DRIVE")
    assert "SPR_DRIVE" not in {one.code for one in made.lines}
    assert found.nights_after == second.ends


def test_nobody_may_drive_after_tms_the_day_after_ketamine():
    tms = visit("tms", TUESDAY + timedelta(days=1), minutes=30)
    codes = {one.code for one in plan(visit(), tms).lines}

    assert "TMS_DRIVE_OK" in {one.code for one in plan(tms).lines}
    assert "TMS_DRIVE_OK" not in codes


def test_a_light_meal_waits_while_the_next_visit_forbids_food():
    first, second = visit(minutes=60), visit("spravato", TUESDAY + timedelta(hours=2))

    found = line(plan(first, second), "EAT_LIGHT")

    assert found.at == second.ends.astimezone(PACIFIC)


@pytest.mark.parametrize(
    "code", [value.code for value in SIGNED if value.severity == "must"]
)
def test_a_list_with_a_gap_in_what_must_be_done_is_no_list(code):
    unsigned = SIGNED.with_changes([replace(SIGNED.known[code], signed_id=None)])
    treatment = SIGNED.known[code].treatments[0]

    with pytest.raises(timelines.Unsigned, match=code):
        plan(visit(treatment), values=unsigned)


def test_what_only_should_be_done_may_wait_for_its_signature():
    rest = replace(SIGNED.known["REST_DAY"], signed_id=None)

    codes = {
        one.code for one in plan(visit(), values=SIGNED.with_changes([rest])).lines
    }

    assert "REST_DAY" not in codes
    assert "KET_DRIVE" in codes


def test_companions_read_the_sentences_written_for_them():
    found = line(plan(visit(), form="companion"), "KET_DRIVE")

    assert found.sentence.startswith("Do not let them drive")


def test_what_has_passed_says_so_and_what_runs_is_not_past():
    made = plan(visit(), now=there(12, 6, 40))

    assert {one.code for one in made.lines if one.is_past} == set()
    assert line(made, "KET_SOLIDS").is_running
    assert not line(made, "KET_LIQUIDS").is_running


@pytest.mark.parametrize(
    ("wall", "refusal"),
    [
        ("2027-03-14 02:30", timelines.NoSuchTime),
        ("2026-11-01 01:30", timelines.TwiceThatNight),
    ],
)
def test_a_time_that_no_clock_shows_once_is_no_appointment(wall, refusal):
    with pytest.raises(refusal):
        visit(wall=datetime.fromisoformat(wall))


few = settings(max_examples=60, deadline=None)
zones = st.sampled_from(
    ["America/Los_Angeles", "America/St_Johns", "Australia/Lord_Howe", "UTC"]
).map(ZoneInfo)
treatments = st.sampled_from(["ketamine", "spravato", "tms"])
# Any day, and above all those around the nights on which the clocks change.
NEW_YEAR = datetime.fromisoformat("2027-01-01 00:00")
days = st.integers(0, 364) | st.integers(70, 75) | st.integers(303, 312)
hours = st.integers(6, 19)


@st.composite
def pairs(draw):
    """One visit or two that do not overlap, the clinic's zone, and signed values."""
    zone = draw(zones)
    wall = NEW_YEAR + timedelta(days=draw(days), hours=draw(hours))
    length = draw(st.integers(5, 300))
    first = visit(draw(treatments), wall, minutes=length, zone=zone)
    visits = [first]
    if draw(st.booleans()):
        starts = first.ends + timedelta(minutes=draw(st.integers(0, 4000)))
        ends = starts + timedelta(minutes=draw(st.integers(120, 300)))
        visits.append(timelines.Visit(draw(treatments), starts, ends))
    return visits, zone, draw(sets())


@st.composite
def sets(draw):
    """Another set that keeps rules 1 and 2: each clinic sets its own lengths."""
    liquids = draw(st.integers(2, 8)) * 60
    solids = max(liquids, draw(st.integers(4, 8)) * 60)
    fatty = solids + draw(st.integers(0, 6)) * 60
    alcohol = draw(st.integers(24, 96)) * 60
    known = SIGNED.known
    return SIGNED.with_changes(
        [
            replace(known["KET_LIQUIDS"], starts=-liquids),
            replace(known["KET_HYDRATE"], ends=-liquids),
            replace(known["KET_SOLIDS"], starts=-solids),
            replace(known["KET_FATTY"], starts=-fatty),
            replace(known["ALCOHOL"], starts=-alcohol, ends=alcohol),
            replace(known["KET_DRIVE"], ends=draw(st.integers(24, 72)) * 60),
        ]
    )


def forbidding(values):
    return [v for v in values if v.kind == "avoid" and v.starts is not None]


@few
@given(pairs())
def test_whatever_is_forbidden_around_each_visit_is_covered_by_a_line(drawn):
    visits, zone, values = drawn
    found = windows.of(visits, forbidding(values), zone)

    for one in visits:
        for value in forbidding(values):
            for alone in windows.of([one], [value], zone):
                assert any(
                    joined.limit == alone.limit
                    and joined.starts <= alone.starts
                    and joined.ends >= alone.ends
                    for joined in found
                )


@few
@given(pairs())
def test_nothing_invites_to_what_is_forbidden_at_that_moment(drawn):
    visits, zone, values = drawn
    found = windows.of(visits, [v for v in values if v.starts is not None], zone)

    for one in found:
        stops = windows.GIVES_WAY.get(one.value.code, set())
        for other in found:
            is_a_may = one.value.kind == "may" and other.value.kind == "avoid"
            same_family = is_a_may and one.value.family == other.value.family
            if other.limit in stops or same_family:
                assert not other.holds_at(one.starts)


@few
@given(pairs())
def test_windows_of_one_limit_never_overlap(drawn):
    visits, zone, values = drawn
    ended = {}

    for one in windows.of(visits, forbidding(values), zone):
        assert ended.get(one.limit, one.starts) <= one.starts
        ended[one.limit] = one.ends


@few
@given(pairs())
def test_elapsed_hours_stay_hours_whatever_the_clocks_do(drawn):
    visits, zone, values = drawn
    last = visits[-1]
    made = timelines.make([last], values, zone=zone, now=last.starts, language="en")

    assert [one.at for one in made.lines] == sorted(one.at for one in made.lines)
    for found in made.lines:
        if found.code == "BIG_DECISIONS":
            length = found.until.astimezone(UTC) - found.at.astimezone(UTC)
            assert length == timedelta(hours=24)


@few
@given(pairs())
def test_only_the_hours_of_a_rule_about_sleep_become_a_clock_time(drawn):
    visits, zone, values = drawn
    made = timelines.make(
        visits, values, zone=zone, now=visits[0].starts, language="es"
    )

    for found in made.lines:
        if found.after_sleep and found.code == "SPR_DRIVE":
            assert found.until is None
