"""The disk is full, the database goes away: words kept, ways to reach us shown."""

import json
import os
import subprocess
import sys
from dataclasses import asdict

import pytest
from django.db import connection
from django.utils import timezone

from appointments import form_keys
from appointments.models import AppointmentRequest, Notice, RequestEvent
from clinic_site import shell
from tests import running
from tests.builders import make_clinic
from tests.html_forms import first_post_form

UNKNOWN = "Send again: you will not be entered twice."
ENDS_ITS_OWN_CONNECTION = """
    CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER gone AFTER INSERT ON appointments_notice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gone();
"""
ASKS_WITHOUT_A_DATABASE = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.test import Client
settings.VAR_DIR = sys.argv[1]
answers = json.load(sys.stdin)
client = Client(raise_request_exception=False)
for page in (client.get("/request/"), client.post("/request/", answers)):
    print(json.dumps([page.status_code, page.content.decode()]))
"""


@pytest.fixture(autouse=True)
def clinic(transactional_db):
    return make_clinic()


def answers():
    return {
        "for_whom": "me",
        "full_name": "Rosa Méndez",
        "phone": "(360) 555-0187",
        "contact_by": ["call"],
        "returning": "new",
        "adult": "yes",
        "note": "my own words",
        "privacy_consent": "on",
        "step": "send",
        "form_key": form_keys.new(timezone.now()),
    }


def says_what_to_do(html):
    shown = ['href="tel:988"', 'href="tel:911"', "(360) 555-0142", "my own words"]
    return [words for words in [*shown, UNKNOWN] if words not in html] == []


def stored():
    return [each.objects.count() for each in (AppointmentRequest, RequestEvent, Notice)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a disk of SQLite's own")
def test_on_a_full_disk_words_are_kept_and_sent_once_there_is_room(client):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite: as large as it is now
    pages = [client.post("/request/", answers())]
    while pages[-1].status_code == 303 and len(pages) < 60:
        pages.append(client.post("/request/", answers()))
    full, accepted = pages[-1], len(pages) - 1
    before = stored()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")

    again = client.post("/request/", first_post_form(full))

    assert full.status_code == 503
    assert says_what_to_do(full.content.decode())
    assert before == [accepted] * 3
    assert again.status_code == 303
    assert stored() == [accepted + 1] * 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="ends its connection")
def test_a_database_that_goes_away_at_commit_leaves_nothing_half(client):
    with connection.cursor() as cursor:
        cursor.execute(ENDS_ITS_OWN_CONNECTION)
    lost = client.post("/request/", answers())
    connection.close()
    before = stored()
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION gone() CASCADE")

    again = client.post("/request/", first_post_form(lost))

    assert lost.status_code == 503
    assert says_what_to_do(lost.content.decode())
    assert before == [0, 0, 0]
    assert again.status_code == 303
    assert stored() == [1, 1, 1]


def test_a_process_that_starts_without_its_database_still_knows_the_clinic(tmp_path):
    (tmp_path / "shell.json").write_text(json.dumps(asdict(shell.current())))
    environ = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/gone",
    }

    said = subprocess.run(
        [sys.executable, "-c", ASKS_WITHOUT_A_DATABASE, str(tmp_path)],
        cwd=running.ROOT,
        env=environ,
        input=json.dumps(answers()),
        capture_output=True,
        text=True,
        check=True,
    )

    empty, sent = map(json.loads, said.stdout.splitlines())
    assert empty[0] == 503
    assert "(360) 555-0142" in empty[1]
    assert sent[0] == 503
    assert says_what_to_do(sent[1])
