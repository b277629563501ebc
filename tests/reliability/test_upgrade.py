"""A clinic that has run for a while upgrades its database and keeps every promise."""

import sqlite3

from tests import running


def triggers(path):
    with sqlite3.connect(path) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
        return {name for (name,) in found}


def test_tables_with_promises_are_rebuilt_and_promised_again(tmp_path):
    environ = running.own_environ(tmp_path)
    database = tmp_path / "clinic.sqlite3"
    running.manage("migrate", "articles", "0005", environ=environ)
    before = triggers(database)

    running.manage("migrate", environ=environ)

    assert "articles_medicalreview_of_a_clinical_page_insert" in before
    assert before < triggers(database)
    running.manage("check", environ=environ)
