"""Gives a test that committed its database back as it was when the tests began.

Django's own way empties every table and sends `post_migrate` again, which costs more
than most of these tests; and tables here refuse to be emptied.
"""

import sqlite3

from django.db import connection, transaction

ASIDE = "as_it_began"
# Neither triggers nor references are asked until the rows are back.
UNASKED = "SET LOCAL session_replication_role = replica"
COLUMNS = """
    SELECT attrelid::regclass::text, string_agg(quote_ident(attname), ', ')
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY attrelid
"""


def set_aside():
    """Keep a copy of the database, and return the function that puts it back."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return _aside_in_memory()
    return _aside_in_tables()


def _aside_in_memory():
    kept = sqlite3.connect(":memory:")
    connection.connection.backup(kept)

    def put_back():
        connection.ensure_connection()
        kept.backup(connection.connection)

    return put_back


def _aside_in_tables():
    back = [UNASKED]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {ASIDE}")
        cursor.execute(COLUMNS)
        for table, columns in cursor.fetchall():
            kept = f"{ASIDE}.{table}"
            cursor.execute(f"CREATE TABLE {kept} AS SELECT {columns} FROM {table}")
            back.append(f"DELETE FROM {table}")
            if cursor.rowcount:
                back.append(
                    f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE"
                    f" SELECT {columns} FROM {kept}"
                )

    def put_back():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("; ".join(back))

    return put_back
