"""The clinic's week in words."""

import pytest
from django.utils import translation

from clinic_site.opening import week_in_words

DAY = [["08:00", "17:00"]]
SHORT = [["09:00", "12:00"], ["13:00", "15:30"]]
SHUT: list = []


@pytest.mark.parametrize(
    ("week", "lines"),
    [
        ([DAY] * 5 + [SHUT] * 2, ["Monday to Friday, 8:00 am to 5:00 pm"]),
        ([SHUT] * 7, []),
        (
            [DAY, DAY, SHORT, DAY, DAY, SHUT, SHUT],
            [
                "Monday to Tuesday, 8:00 am to 5:00 pm",
                "Wednesday, 9:00 am to 12:00 pm and 1:00 pm to 3:30 pm",
                "Thursday to Friday, 8:00 am to 5:00 pm",
            ],
        ),
        ([SHUT] * 6 + [DAY], ["Sunday, 8:00 am to 5:00 pm"]),
    ],
)
def test_days_with_the_same_hours_share_a_line(week, lines):
    with translation.override("en"):
        assert week_in_words(week) == lines
