"""Erasing that is killed for real, and a backup that is really put back."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from appointments import by_patient, closing, erasure_ledger, events, retention, triage
from appointments.models import AppointmentRequest
from clinic_site import append_only
from tests.builders import NOON, make_clinic, make_person, make_request
from tests.running import address_of_the_test_database

DUE = NOON + timedelta(days=91)
KILLED = """
import os, signal
write = os.fsync
def dies(descriptor):
    write(descriptor)
    os.kill(os.getpid(), signal.SIGKILL)
os.fsync = dies
import django
django.setup()
from datetime import datetime
from appointments import retention
retention.erase_due(at=datetime.fromisoformat(os.environ["AT"]))
"""
TABLES = ["appointments_appointmentrequest", "appointments_requestevent"]


@pytest.fixture(autouse=True)
def clinic(transactional_db):
    return make_clinic()


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")
    return Path(settings.ERASURE_LEDGER)


def make_closed():
    request, rosa = make_request(), make_person("front_desk")
    triage.take(request, by=rosa, at=NOON)
    closing.close(request, outcome="declined", by=rosa, at=NOON)
    return request


def is_erased(request):
    return AppointmentRequest.objects.get(pk=request.pk).is_erased


def test_a_purge_that_is_killed_before_its_commit_is_gone_on_with(ledger):
    requests = [make_closed(), make_closed()]
    told = {"ERASURE_LEDGER": str(ledger), "AT": DUE.isoformat()}
    told |= {"DATABASE_URL": address_of_the_test_database()}

    killed = subprocess.run(
        [sys.executable, "-c", KILLED], env=os.environ | told, check=False
    )
    left = len(list(erasure_ledger.entries())), [is_erased(one) for one in requests]
    retention.erase_due(at=DUE)

    assert killed.returncode == -signal.SIGKILL
    assert left == (1, [False, False])
    assert all(is_erased(one) for one in requests)
    assert len(list(erasure_ledger.entries())) == 3
    assert list(events.faults()) == []


def backup(folder):
    """Keep the database as it is now; return what puts it back."""
    if connection.vendor == "sqlite":
        return _backup_of_file(folder / "backup.sqlite3")
    kept = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            kept[table] = folder / table
            with kept[table].open("wb") as file:
                cursor.copy_expert(f"COPY {table} TO STDOUT", file)
    return lambda: _copy_back(kept)


def _backup_of_file(path):
    name = connection.settings_dict["NAME"]
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()

    def put_back():
        connection.close()
        for tail in ("-wal", "-shm"):
            Path(f"{name}{tail}").unlink(missing_ok=True)
        shutil.copyfile(path, name)

    return put_back


def _copy_back(kept):
    with append_only.lifted(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM {table}")
        for table in TABLES:
            with kept[table].open("rb") as file:
                cursor.copy_expert(f"COPY {table} FROM STDIN", file)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_a_backup_that_is_put_back_brings_nobody_back(tmp_path, capsys):
    by_age, by_wish, other = make_closed(), make_request(), make_request()
    put_back = backup(tmp_path)
    retention.erase_due(at=DUE)
    by_patient.erase(by_wish, at=DUE)
    put_back()
    came_back = [is_erased(one) for one in (by_age, by_wish, other)]

    call_command("purge_requests", "--replay")

    assert came_back == [False, False, False]
    assert [is_erased(one) for one in (by_age, by_wish, other)] == [True, True, False]
    assert capsys.readouterr().out.count("erased again") == 2
    assert list(events.faults()) == []
