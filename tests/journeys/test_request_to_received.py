"""A person asks: from the empty form to the receipt and the mail that follows."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from appointments.models import AppointmentRequest, Notice
from clinic_site.logs import JsonLines
from clinic_site.models import Clinic
from tests import mail_catcher
from tests.builders import NOON, make_clinic
from tests.html_forms import first_post_form

ANSWERS = {
    "full_name": "Plantedname O'Brien",
    "ask_for": "Plantedalias",
    "phone": "360-555-0187",
    "email": "plantedaddress@example.org",
    "contact_by": ["call", "email"],
    "best_times": ["morning"],
    "returning": "new",
    "adult": "yes",
    "referred": "Plantedpractice",
    "note": "plantednote about ketamine",
    "privacy_consent": "on",
}
OF_ASKERS = {
    "me": {},
    "helper": {
        "helper_name": "Plantedhelper",
        "helper_phone": "360-555-0198",
        "helper_knows": "yes",
        "helper_consent": "on",
    },
    "provider": {
        "provider_name": "Plantedprovider",
        "provider_practice": "Plantedoffice",
        "provider_phone": "360-555-0199",
        "provider_npi": "1234567893",
        "provider_consent": "on",
    },
}
PLANTED = re.compile(
    rb"planted|ketamine|555-?0187|555-?0198|555-?0199|1234567893", re.IGNORECASE
)


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mailbox(settings):
    port = mail_catcher.free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.STAFF_EMAIL = "desk@example.org"
    with mail_catcher.running(port) as kept:
        yield kept


def fill_in(client, clock, *, start="/request/", asker="me", **changes):
    """Fill in the form as it comes, and return the page that shows the answers."""
    form = first_post_form(client.get(f"{start}?for={asker}"))
    clock.shift(timedelta(minutes=4))
    return client.post(start, form | ANSWERS | OF_ASKERS[asker] | changes)


@pytest.mark.parametrize("asker", OF_ASKERS)
@pytest.mark.parametrize("start", ["/request/", "/es/request/"])
def test_everybody_gets_from_the_form_to_a_receipt(client, clock, start, asker):
    check = fill_in(client, clock, start=start, asker=asker)
    sent = client.post(start, first_post_form(check))
    page = client.get(sent["Location"])

    request = AppointmentRequest.objects.get()
    assert sent.status_code == 303
    assert sent["Location"] == f"{start}received/{request.reference}/"
    assert request.reference in page.content.decode()
    assert request.language == ("es" if start.startswith("/es") else "en")


def test_the_mail_that_follows_repeats_reference_and_promise(client, clock, mailbox):
    check = fill_in(client, clock)
    sent = client.post("/request/", first_post_form(check))

    call_command("work", "--once")

    reference = sent["Location"].split("/")[-2]
    to_person = next(m for m in mailbox.mails if m["To"].startswith("planted"))
    words = to_person.get_body(("plain",)).get_content()
    assert reference in to_person["Subject"]
    assert "A person will contact you by Tuesday, November 24, 8:04 am PST" in words


def test_a_mistake_put_right_and_an_answer_changed_lose_nothing(client, clock):
    mistaken = fill_in(client, clock, phone="CALL ME", adult="")
    put_right = first_post_form(mistaken) | {"phone": "360-555-0187", "adult": "yes"}
    check = client.post("/request/", put_right)
    again = client.post("/request/", first_post_form(check) | {"change": "note"})
    changed = client.post("/request/", first_post_form(again) | {"note": "later"})

    sent = client.post("/request/", first_post_form(changed))

    assert sent.status_code == 303
    assert AppointmentRequest.objects.count() == 1


def test_what_a_person_wrote_is_readable_nowhere(
    transactional_db, client, clock, mailbox, caplog, settings
):
    client.raise_request_exception = False
    sweep_out_what_other_tests_left()
    check = fill_in(client, clock)
    to_send = first_post_form(check)
    fill_in(client, clock, phone="not plantednumber")
    sent = client.post("/request/", to_send)
    received = client.get(sent["Location"])
    with without_table("appointments_notice"):
        unknown = client.post("/request/", to_send | new_form(client))
    settings.INDEX_KEY = "broken"
    failed = client.post("/request/", to_send | new_form(client))
    call_command("work", "--once")

    assert [sent.status_code, unknown.status_code, failed.status_code] == [
        303,
        503,
        500,
    ]
    assert {"request.unknown_outcome", "log_response"} <= {
        record.msg if record.name == "appointments.views" else record.funcName
        for record in caplog.records
    }
    nowhere = {
        "logs": "\n".join(map(JsonLines().format, caplog.records)).encode(),
        "addresses": f"{sent['Location']} {sent.cookies}".encode(),
        "receipt": received.content,
        "failure": failed.content,
        "notices": repr(list(Notice.objects.values())).encode(),
        "mails": b"".join(
            mail.as_bytes() for mail in mailbox.mails if mail["To"][:4] == "desk"
        ),
        "database": everything_in_the_database(),
    }
    assert {
        place: PLANTED.findall(content)
        for place, content in nowhere.items()
        if PLANTED.search(content)
    } == {}
    assert Notice.objects.count() == 2


def test_the_search_above_finds_what_is_there(transactional_db):
    Clinic.objects.update(name="Plantedclinic")

    assert b"Plantedclinic" in everything_in_the_database()


def new_form(client):
    page = client.get("/request/")
    return {"form_key": first_post_form(page)["form_key"]}


class without_table:
    """The table is out of reach for the length of a block, as on a broken disk."""

    def __init__(self, table):
        self.table = table

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {self.table} RENAME TO elsewhere")

    def __exit__(self, *problem):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE elsewhere RENAME TO {self.table}")


def sweep_out_what_other_tests_left():
    """What is taken back stays in SQLite's files until its room is wanted again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def everything_in_the_database():
    """Every byte of SQLite's files, or every row of PostgreSQL's tables."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT whole::text FROM "{table}" AS whole')
            rows += [row[0].encode() for row in cursor.fetchall()]
    return b"\n".join(rows)
