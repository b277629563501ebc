"""Acknowledged means kept: processes are killed under load, and nothing is lost."""

from contextlib import nullcontext

import pytest
from django.db import connection

from tests import postgres
from tests.reliability import chaos


@pytest.fixture
def server():
    """A database server of its own where the tests run on PostgreSQL, else None."""
    is_postgres = connection.vendor == "postgresql"
    with postgres.running() if is_postgres else nullcontext() as found:
        yield found


@pytest.mark.each_database
def test_whatever_is_killed_what_was_acknowledged_is_kept_once(server, tmp_path):
    seen, kept, faults = chaos.run(
        tmp_path, kills=6, server=server, times_database=1 if server else 0
    )

    assert faults == []
    assert len(seen.acknowledged) >= chaos.PEOPLE
    assert len(kept.mails) >= 2 * len(seen.acknowledged)
