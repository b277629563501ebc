"""The clinic's week in words, for pages and messages; pure."""

import re
from datetime import time
from functools import lru_cache

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

TIME = re.compile(r"\d [ap]\.? ?m\b")
DAYS = [
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
]


def week_in_words(week):
    """Return lines like "Monday to Friday, 8:00 am to 5:00 pm".

    `week` is seven lists of ["08:00", "17:00"] pairs, Monday first. Neighbouring days
    with the same hours share a line; closed days have none.
    """
    lines, first = [], 0
    for day in range(1, 8):
        if day < 7 and week[day] == week[first]:
            continue
        if week[first]:
            lines.append(f"{_days(first, day - 1)}, {_spans(week[first])}")
        first = day
    return lines


def day_by_day(week, *, today, is_shut_today=False):
    """Return {name, spans, is_today} of each of the seven days; no spans: closed.

    `week` as above; `today` is the weekday, Monday 0.
    """
    return [
        {
            "name": capfirst(str(DAYS[day])),
            "spans": []
            if day == today and is_shut_today
            else [_span(*span) for span in spans],
            "is_today": day == today,
        }
        for day, spans in enumerate(week)
    ]


def clock(moment):
    """Return a time of day as patients read it: "8:00 am", "8:00 a. m."."""
    return _clock(moment.hour, moment.minute, get_language())


@lru_cache(maxsize=4096)
def _clock(hour, minute, language):
    """A list says some fifty times of day, and a language has 1,440 of them."""
    return (
        formats.time_format(time(hour, minute), _("g:i a"))
        .replace("a.m.", pgettext("time of day", "am"))
        .replace("p.m.", pgettext("time of day", "pm"))
    )


def unbroken(words):
    """Return `words` with each time of day kept on one line, for pages.

    "8:00" at the end of one line and "pm" on the next is misread.
    """
    return TIME.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), words)


def _days(first, last):
    if first == last:
        return capfirst(str(DAYS[first]))
    return _("%(first)s to %(last)s") % {"first": DAYS[first], "last": DAYS[last]}


def _spans(spans):
    return _(" and ").join(_span(*span) for span in spans)


def _span(opens, closes):
    return _("%(opens)s to %(closes)s") % {
        "opens": clock(time.fromisoformat(opens)),
        "closes": clock(time.fromisoformat(closes)),
    }
