"""The days on which most US clinics are shut, by the rules that fix them; pure."""

from datetime import date, timedelta

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def ahead(start, *, months=12):
    """Return [(day, name)] from `start` on, for about `months` months.

    `name` is a key: new_year, martin_luther_king, memorial, juneteenth, independence,
    labor, thanksgiving, christmas. A holiday on a weekend is kept on the nearest
    weekday, as federal offices do.

    Source: 5 U.S.C. 6103, without the three that clinics seldom keep.
    """
    end = start + timedelta(days=months * 365 // 12)
    years = range(start.year, end.year + 2)  # 1 January may be kept on 31 December
    found = {(_kept(day), name) for year in years for day, name in _of(year)}
    return sorted(one for one in found if start <= one[0] <= end)


def _of(year):
    return [
        (date(year, 1, 1), "new_year"),
        (_nth(year, 1, MONDAY, 3), "martin_luther_king"),
        (_nth(year, 6, MONDAY, 1) - timedelta(weeks=1), "memorial"),
        (date(year, 6, 19), "juneteenth"),
        (date(year, 7, 4), "independence"),
        (_nth(year, 9, MONDAY, 1), "labor"),
        (_nth(year, 11, THURSDAY, 4), "thanksgiving"),
        (date(year, 12, 25), "christmas"),
    ]


def _nth(year, month, weekday, number):
    first = date(year, month, 1)
    days = (weekday - first.weekday()) % 7 + 7 * (number - 1)
    return first + timedelta(days=days)


def _kept(day):
    moves = {SATURDAY: -1, SUNDAY: 1}
    return day + timedelta(days=moves.get(day.weekday(), 0))
