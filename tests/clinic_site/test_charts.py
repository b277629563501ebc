import pytest

from clinic_site import charts


def drawn(*weeks, is_stack=True):
    return charts.bars([("Nov 23", *week, "") for week in weeks], is_stack=is_stack)


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (7, ["0", "2", "4", "6", "8"]),
        (41, ["0", "20", "40", "60"]),
        (77_000, ["0", "20000", "40000", "60000", "80000"]),
    ],
)
def test_the_ticks_are_round_and_reach_above_the_highest_bar(top, ticks):
    assert [words for words, _y in drawn((top, 0))[1]] == ticks


def test_a_stack_stands_on_its_lower_part_and_a_reach_begins_at_it():
    (stack,), _ticks = drawn((2, 2))
    (reach,), _ticks = drawn((2, 4), is_stack=False)

    assert float(stack.lower_height) == float(stack.upper_height) > 0
    assert (reach.upper_y, reach.upper_height) == (stack.upper_y, stack.upper_height)


def test_nothing_is_drawn_below_the_ground_or_outside():
    bars, _ticks = drawn(*[(0, 0)] * 12)

    assert {bar.lower_height for bar in bars} == {"0.0"}
    assert float(bars[0].x) > charts.LEFT
    assert float(bars[-1].x) + float(bars[-1].width) < charts.WIDTH


def test_the_last_week_and_every_second_before_it_have_their_label():
    bars, _ticks = drawn(*[(1, 0)] * 5)

    assert [bool(bar.label) for bar in bars] == [True, False, True, False, True]
