"""Whether somebody has asked here before is told to nobody who asks."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments import form_keys, sealed_requests
from appointments.models import AppointmentRequest
from clinic_site import shell
from tests.builders import NOON, make_clinic, make_request
from tests.html_forms import first_post_form

REFERENCE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
KNOWN, UNKNOWN = "(360) 555-0187", "(360) 555-0199"


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


def seen_by_who_asks_with(phone):
    """Return what the whole way shows and asks of the database, without references."""
    shell.forget_all()
    client = Client()
    asked = {
        "form_key": form_keys.new(NOON - timedelta(minutes=4)),
        "for_whom": "me",
        "full_name": "Kim Ash",
        "phone": phone,
        "contact_by": ["call"],
        "returning": "new",
        "adult": "yes",
        "privacy_consent": "on",
    }
    with CaptureQueriesContext(connection) as queries:
        checked = client.post("/request/", asked)
        sent = client.post("/request/", first_post_form(checked))
        received = client.get(sent["Location"])
        status = client.get(f"/request/status/{token_of(received)}/")
    pages = [(one.status_code, words_of(one)) for one in (checked, received, status)]
    return sent.status_code, pages, [shape(one["sql"]) for one in queries]


def token_of(received):
    reference = REFERENCE.search(received.content.decode())[0]
    request = AppointmentRequest.objects.get(reference=reference)
    return sealed_requests.opened(request)["status_token"]


def words_of(response):
    html = REFERENCE.sub("REFERENCE", response.content.decode())
    digits = re.sub(r"\(360\) 555-01(87|99)", "NUMBER", html)
    return re.sub(r"<[^>]+>", " ", digits).split()


def shape(sql):
    """Return a query without what it is given."""
    return re.split(r" VALUES| WHERE|\d", sql)[0]


def test_a_number_that_is_known_gets_the_same_pages_by_the_same_queries():
    make_request(phone="+13605550187", full_name="Kim Ash")
    make_request(phone="+13605550187", full_name="Kim Ash")
    seen_by_who_asks_with("(360) 555-0101")  # what a process reads only once

    known, unknown = seen_by_who_asks_with(KNOWN), seen_by_who_asks_with(UNKNOWN)

    assert known == unknown
    assert "REFERENCE" in known[1][1][1]
