"""Promises that the database itself keeps: tables that only grow, and moves it refuses.

Each promise is one trigger, on SQLite and on PostgreSQL alike. SQLite drops triggers
when a later migration rebuilds a table, so all are put back after every migrate.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

PROMISES = []


@dataclass(frozen=True)
class Promise:
    """One refusal: `event` on `table` fails with `words` when `condition` holds.

    `condition` is SQL over OLD and NEW that both databases understand; empty means
    always. `event` is INSERT, UPDATE, DELETE or TRUNCATE (PostgreSQL only). `moment`
    is AFTER where the condition looks at rows that another transaction may have
    stored while this one waited for it.
    """

    table: str
    event: str
    words: str
    condition: str = ""
    name: str = "only_grows"
    moment: str = "BEFORE"

    @property
    def trigger(self):
        return f"{self.table}_{self.name}_{self.event}".lower()


def only_grows(*tables):
    """Register tables whose rows are never changed and never leave."""
    for table in tables:
        for event in ("UPDATE", "DELETE", "TRUNCATE"):
            PROMISES.append(Promise(table, event, f"{table} only grows"))


def never_deleted(*tables):
    """Register tables whose rows may change but never leave."""
    for table in tables:
        for event in ("DELETE", "TRUNCATE"):
            words = f"nothing is deleted from {table}"
            PROMISES.append(Promise(table, event, words, name="never_deleted"))


def refuse(table, event, *, name, condition, words, moment="BEFORE"):
    """Register one refused move; see Promise."""
    PROMISES.append(Promise(table, event, words, condition, name, moment))


def put_in_place():
    """Create every trigger anew."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for promise in _enforceable():
            if promise.table in present:
                for statement in _drop(promise) + _create(promise):
                    cursor.execute(statement)


def make_room():
    """Take all triggers away from SQLite before an upgrade; put_in_place follows it.

    SQLite rebuilds a table under another name and refuses while a trigger of any other
    table reads it. PostgreSQL alters tables in place and keeps every promise meanwhile.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for promise in _enforceable():
            for statement in _drop(promise):
                cursor.execute(statement)


def missing():
    """Return the names of the triggers that tables here should have and have not."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
        tables = set(connection.introspection.table_names(cursor))
    expected = {p.trigger for p in _enforceable() if p.table in tables}
    return sorted(expected - present)


@contextmanager
def lifted():
    """Take all triggers away for the length of a block: only to empty test tables."""
    _take_away()
    try:
        yield
    finally:
        put_in_place()


def make_way(apps, schema_editor):
    """Let a migration rebuild a table that conditions name; for its RunPython.

    SQLite rebuilds a table to add a column that may not be empty, and meanwhile a
    condition that reads this table stops everything. All come back after the migrate.
    """
    if connection.vendor == "sqlite":
        _take_away()


def _take_away():
    with connection.cursor() as cursor:
        for promise in _enforceable():
            for statement in _drop(promise):
                cursor.execute(statement)


def _enforceable():
    is_sqlite = connection.vendor == "sqlite"
    return [p for p in PROMISES if not (is_sqlite and p.event == "TRUNCATE")]


def _drop(promise):
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {promise.trigger}"]
    return [f"DROP TRIGGER IF EXISTS {promise.trigger} ON {promise.table}"]


def _create(promise):
    if connection.vendor == "sqlite":
        when = f"WHEN {promise.condition} " if promise.condition else ""
        return [
            f"CREATE TRIGGER {promise.trigger} {promise.moment} {promise.event} "
            f"ON {promise.table} FOR EACH ROW {when}"
            f"BEGIN SELECT RAISE(ABORT, '{promise.words}'); END"
        ]
    # 23514 is check_violation, which Django raises as IntegrityError, as on SQLite.
    refusal = f"RAISE EXCEPTION '{promise.words}' USING ERRCODE = '23514';"
    if promise.condition:
        refusal = f"IF {promise.condition} THEN {refusal} END IF;"
    row = "NULL" if promise.event == "TRUNCATE" else _row(promise.event)
    level = "STATEMENT" if promise.event == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {promise.trigger}() RETURNS trigger AS "
        f"$$ BEGIN {refusal} RETURN {row}; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {promise.trigger} {promise.moment} {promise.event} "
        f"ON {promise.table} FOR EACH {level} EXECUTE FUNCTION {promise.trigger}()",
    ]


def _row(event):
    return "OLD" if event == "DELETE" else "NEW"
