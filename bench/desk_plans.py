"""How PostgreSQL goes about each statement of a page: what bench.desk says is touched.

A list that stays quick at any size reads what it shows and no more. So the figure is
not the plan's name but the most rows that one step of it looked at.
"""

import json
import re

# What is counted stops at a thousand and one; a few steps look at each of these twice.
MOST_ROWS = 2_500
NOT_ASKED = re.compile(r"^(?!SELECT)|FOR UPDATE")


def most_touched(queries):
    """Return (rows, which step, statement) of the widest step of all `queries`."""
    found = [_widest(one["sql"]) for one in queries if not NOT_ASKED.search(one["sql"])]
    return max(found, default=(0, "", ""))


def _widest(sql):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        (said,) = cursor.fetchone()
    plan = said if isinstance(said, list) else json.loads(said)
    steps = [(_touched(step), _in_words(step)) for step in _steps(plan[0]["Plan"])]
    return *max(steps), sql


def _steps(step):
    yield step
    for below in step.get("Plans", []):
        yield from _steps(below)


def _touched(step):
    thrown_away = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    rows = step["Actual Rows"] + sum(step.get(name, 0) for name in thrown_away)
    return int(rows * step["Actual Loops"])


def _in_words(step):
    names = ("Node Type", "Index Name", "Relation Name")
    return " ".join(step[name] for name in names if name in step)
