"""Every way to read or change a request, and the event that it leaves."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from appointments import breaking_glass, form_keys, management
from appointments.models import AppointmentRequest, DeskEvent, RequestEvent
from tests.builders import NOON, make_clinic, make_person, make_request

NOTHING_WRITTEN = "references, states and moments: nothing that a person wrote"
NO_SUCH = "answers 403 to everybody"
TOLD_BY_TELEPHONE = {
    "full_name": "Kim Ash",
    "phone": "(360) 555-0110",
    "contact_by": ["call"],
    "voicemail": "no",
    "returning": "new",
    "adult": "yes",
    "privacy_consent": "on",
    "spoken": "en",
}
# Each address of the admin that touches requests: method, what is sent, the event.
ADDRESSES = {
    "appointmentrequest_changelist": NOTHING_WRITTEN,
    "request_search": ("post", {"q": "Rosa Méndez"}, "searched"),
    "request_step": ("post", {}, "taken"),
    "request_export": (
        "post",
        {
            "first": "2026-11-01",
            "last": "2026-11-30",
            "request": ["reference"],
            "format": "csv",
        },
        "exported",
    ),
    "request_fhir": ("post", {}, "exported"),
    "figures": ("post", {}, "exported"),
    "request_contact": ("post", {}, "revealed"),
    "appointmentrequest_add": NO_SUCH,
    "appointmentrequest_history": ("get", {}, "viewed"),
    "appointmentrequest_delete": NO_SUCH,
    "appointmentrequest_change": ("get", {}, "viewed"),
    "request_by_telephone": ("post", TOLD_BY_TELEPHONE, "received"),
    "broken_rules": NOTHING_WRITTEN,
    "broken_rule_reason": ("post", {}, "reason_read"),
    "keptrequest_changelist": NOTHING_WRITTEN,
    "keptrequest_hold": ("post", {"reason": "A claim"}, "hold_put"),
    "requestevent_changelist": NOTHING_WRITTEN,
    "requestevent_export": ("post", {}, "exported"),
    "deskevent_changelist": NOTHING_WRITTEN,
    "deskevent_export": ("post", {}, "exported"),
}
CALLED = {"name": "take", "way": "csv"}
# Each command: the event that it leaves at the desk, or why there is none.
COMMANDS = {
    "export_fhir": "exported",
    "list_notices": "exported",
    "list_references": "exported",
    "purge_requests": "each erasure is an event of its request",
    "rotate_keys": "seals anew and shows nothing",
    "send_notices": "each message is an event of its request",
    "verify_events": "reads the trail alone",
}


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


def addresses():
    """Return {name: pattern} of each address at which the admin shows requests."""
    return {
        pattern.name.removeprefix("appointments_"): pattern.pattern
        for model, its_admin in admin.site._registry.items()
        if issubclass(model, (AppointmentRequest, RequestEvent, DeskEvent))
        for pattern in its_admin.get_urls()
        if pattern.name
    }


def events_left():
    left = [event.kind for event in RequestEvent.objects.order_by("pk")]
    return [*left, *(event.kind for event in DeskEvent.objects.all())]


def address_of(name, request):
    broken = request.events.get(kind="broke_rule")
    known = CALLED | {"pk": request.pk, "object_id": request.pk, "event": broken.pk}
    asked = addresses()[name].converters
    return reverse(f"admin:appointments_{name}", kwargs={k: known[k] for k in asked})


def make_request_against_rule(*, by):
    """A request whose person was written to although they had not allowed it."""
    request = make_request(email="kim@example.org")
    said = {"reason": "She asked for it.", "against": ["way"]}
    breaking_glass.mail(request, by=by, at=NOON, **said)
    return request


def made_for_form():
    """What the telephone form brings along; the other addresses do not look at it."""
    return {"form_key": form_keys.new(NOON - timedelta(minutes=4))}


def test_every_address_of_requests_says_which_event_it_leaves():
    assert addresses().keys() == ADDRESSES.keys()


@pytest.mark.parametrize(
    "name", [name for name, row in ADDRESSES.items() if isinstance(row, tuple)]
)
def test_whoever_comes_in_this_way_leaves_an_event(client, name):
    method, sent, kind = ADDRESSES[name]
    manager = make_person("practice_manager")
    client.force_login(manager)
    url = address_of(name, make_request_against_rule(by=manager))
    before = len(events_left())

    answer = getattr(client, method)(url, sent | made_for_form())

    b"".join(answer)  # the whole file, where one is handed out
    assert answer.status_code in (200, 302)
    assert set(events_left()[before:]) == {kind}


def test_every_command_says_which_event_it_leaves():
    folder = Path(import_module(management.__name__).__path__[0]) / "commands"
    commands = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert commands == COMMANDS.keys()


def test_a_request_that_a_command_hands_out_is_on_record(capsys):
    request = make_request()

    call_command("export_fhir", request.reference)

    assert events_left() == ["received", "exported", "exported"]
    assert request.reference not in str(DeskEvent.objects.get().facts)


@pytest.mark.parametrize("name", ["list_notices", "list_references"])
def test_a_list_that_a_command_prints_is_on_record(name, capsys):
    make_request()

    call_command(name)

    event = DeskEvent.objects.get()
    assert (event.kind, event.by) == (COMMANDS[name], None)
    assert event.facts["rows"] == capsys.readouterr().out.count("\n")
