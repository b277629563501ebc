from dataclasses import fields
from datetime import UTC, timedelta
from io import StringIO
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.utils import translation

from appointments import (
    calendars,
    contacting,
    events,
    intake,
    messages,
    notices,
    offering,
    sending,
    triage,
)
from appointments.models import (
    TO_STAFF,
    AppointmentRequest,
    BookedTime,
    EventKind,
    Notice,
    NoticeKind,
    NoticeState,
    RequestEvent,
)
from clinic_site import jobs
from tests import mail_catcher
from tests.builders import NOON, make_clinic, make_person, make_request

MAILED = {"email": "rosa@example.org", "contact_by": ["email"]}
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture(autouse=True)
def port(settings):
    """The address of the clinic's mail server; nobody listens there yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mail_catcher.free_port()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{settings.EMAIL_PORT}"
    settings.STAFF_EMAIL = "desk@example.org"
    return settings.EMAIL_PORT


@pytest.fixture
def mailbox(port):
    with mail_catcher.running(port) as kept:
        yield kept


def test_a_person_and_the_desk_are_told_once(mailbox):
    request = make_request(**MAILED)

    sent = [sending.send_due(at=NOON), sending.send_due(at=NOON + HOUR)]

    assert sent == [2, 0]
    assert {mail["To"]: mail["Subject"] for mail in mailbox.mails} == {
        "rosa@example.org": f"We got your request. Reference {request.reference}",
        "desk@example.org": f"New request {request.reference}: normal",
    }
    assert set(Notice.objects.values_list("state", "tries", "sent_at")) == {
        (NoticeState.SENT, 1, NOON)
    }
    assert request.events.filter(kind=EventKind.NOTICE_SENT).count() == 2
    assert list(events.faults()) == []


def test_the_acknowledgement_says_until_when_in_the_clinics_own_time(mailbox):
    make_request(**MAILED)

    sending.send_due(at=NOON)

    (mail,) = [mail for mail in mailbox.mails if mail["To"] == "rosa@example.org"]
    for kind in ("plain", "html"):
        words = mail.get_body((kind,)).get_content()
        assert "Monday, November 23, 5:00 pm PST" in words
        assert "(360) 555-0142" in words
        assert "988" in words
        assert "Harbour Clinic" in words


def test_a_person_is_written_to_in_their_own_language(mailbox):
    make_request(language="es", **MAILED)

    sending.send_due(at=NOON)

    (mail,) = [mail for mail in mailbox.mails if mail["To"] == "rosa@example.org"]
    assert '<html lang="es">' in mail.get_body(("html",)).get_content()
    assert "/es/request/status/" in mail.get_body(("plain",)).get_content()


PLANTED = """
    abuse addiction adhd alcoholic anorexia anxiety ansiedad autism bereavement bipolar
    bulimia cannabis cocaine coma cutting delirium dementia depresión depression detox
    diagnosis dissociate dose esketamine estrés fentanyl hallucinate heroin hopeless
    hysteria insomnia insomnio ketamina ketamine lithium mania medicaid méthadone
    migraine miscarriage nightmares opioid overdose panic paranoia pregnant prozac
    psychosis ptsd relapse schizophrenia sedation sertraline spravato suicidal
    suicidio therapy tms trauma withdrawal-syndrome zoloft planted
"""
HEALTH_WORDS = PLANTED.split()
WRITTEN = (
    "full_name", "ask_for", "referred", "note", "helper_name", "provider_name",
    "provider_practice", "provider_npi", "helper_relationship", "payment",
)  # fmt: skip


def plant(language):
    """A request with health words in every field, times offered and one booked."""
    said = " ".join(["planted", *HEALTH_WORDS])
    request = make_request(
        language=language,
        **dict.fromkeys(WRITTEN, said),
        treatment="ketamine",
        access_needs=[said],
        **MAILED,
    )
    rosa = make_person("front_desk", first_name="Planted", last_name="Zoloft")
    triage.take(request, by=rosa, at=NOON)
    contacting.record_attempt(
        request, channel="call", result="no_answer", by=rosa, at=NOON, note=said
    )
    times = [NOON + 24 * HOUR, NOON + 48 * HOUR]
    offering.offer(request, times=times, minutes=45, by=rosa, at=NOON, words=said)
    BookedTime.objects.create(
        request=request, starts_at=times[0], minutes=45, changed_at=NOON
    )
    return request


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_health_word_is_in_any_message_link_or_calendar(mailbox, language):
    request = plant(language)
    request.notices.update(state=NoticeState.OVERTAKEN)
    for kind in NoticeKind:
        tell = notices.tell_staff if kind in TO_STAFF else notices.tell_person
        tell(request, kind, at=NOON)

    sent = sending.send_due(at=NOON)

    assert sent == len(mailbox.mails) == len(NoticeKind)
    texts = [whole(mail) for mail in mailbox.mails]
    with translation.override(language):
        texts.append(calendars.of(request.booked_time, zone=UTC).decode().lower())
    found = {word for word in HEALTH_WORDS for text in texts if word in text}
    assert len(HEALTH_WORDS) >= 50
    assert found == set()


def whole(mail):
    """Everything of a mail, as sent and as read: headers, both bodies and links."""
    bodies = "".join(part.get_content() for part in mail.iter_parts())
    heads = "".join(f"{name}: {value}" for name, value in mail.items())
    return f"{heads} {mail.as_string()} {unquote(bodies)}".lower()


def test_a_message_can_show_only_what_is_on_the_list():
    assert {field.name for field in fields(messages.ToPerson)} == {
        "reference", "promise", "clinic_name", "telephone", "telephone_words",
        "crisis_number", "emergency_number", "link", "times",
    }  # fmt: skip
    assert {field.name for field in fields(messages.ToStaff)} == {
        "reference", "lane", "promise", "link",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", NoticeKind.values)
def test_every_message_is_made_in_every_language(kind, language):
    record = messages.ToStaff if kind in TO_STAFF else messages.ToPerson
    said = {field.name: f"<{field.name}>" for field in fields(record)}
    shown = record(**said | ({"times": ("<time>",)} if "times" in said else {}))

    message = messages.render(kind, shown, language=language)

    assert message.subject == message.subject.strip() != ""
    assert "<reference>" in message.subject
    assert "<reference>" in message.text
    assert "<link>" in message.text
    assert "&lt;reference&gt;" in message.html
    assert "<reference>" not in message.html
    assert f'lang="{language}"' in message.html


def test_a_message_takes_no_other_record():
    with pytest.raises(TypeError):
        messages.render(
            "acknowledgement",
            messages.ToStaff(
                reference="K7M4-PQ3X", lane="normal", promise="Monday", link="/"
            ),
            language="en",
        )


def test_a_mail_server_that_is_down_for_an_hour_loses_no_message(port):
    for _number in range(3):
        make_request(**MAILED)

    while_down = [
        sending.send_due(at=NOON + timedelta(minutes=minute)) for minute in range(60)
    ]
    with mail_catcher.running(port) as mailbox:
        for minute in range(60, 180):
            sending.send_due(at=NOON + timedelta(minutes=minute))

    assert set(while_down) == {0}
    ids = [mail["Message-ID"] for mail in mailbox.mails]
    assert len(ids) == len(set(ids)) == 6
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}


def test_a_repeated_message_carries_the_same_id(mailbox):
    """The process died after sending, before it could mark the notice as sent."""
    request = make_request()
    sending.send_due(at=NOON)
    Notice.objects.update(state=NoticeState.WAITING, next_try_at=NOON)

    sending.send_due(at=NOON)

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert request.notices.get().message_id == first["Message-ID"]


def test_after_two_days_of_trying_a_message_fails_where_staff_see_it():
    request = make_request()

    hours = 0
    while Notice.objects.filter(state=NoticeState.WAITING).exists():
        sending.send_due(at=NOON + timedelta(hours=hours))
        hours += 1

    assert 48 <= hours <= 54
    assert request.notices.get().state == NoticeState.FAILED
    assert request.events.filter(kind=EventKind.NOTICE_FAILED).count() == 1


def test_waits_between_tries_grow_to_an_hour():
    minutes = [sending.delay_after(tries).seconds // 60 for tries in range(1, 8)]

    assert minutes == [5, 10, 20, 40, 60, 60, 60]


def test_one_full_mailbox_does_not_stop_the_others(mailbox):
    mailbox.refused.add("rosa@example.org")
    make_request(**MAILED)
    make_request(email="ben@example.org", contact_by=["email"])

    sent = sending.send_due(at=NOON)

    assert sent == 3
    assert Notice.objects.get(state=NoticeState.WAITING).tries == 1


def test_one_damaged_request_does_not_stop_the_others(mailbox):
    damaged = make_request(**MAILED)
    AppointmentRequest.objects.filter(pk=damaged.pk).update(sealed=b"\x01damaged")
    make_request(**MAILED)

    sent = sending.send_due(at=NOON)

    assert sent == 3
    assert Notice.objects.get(state=NoticeState.WAITING).request == damaged


def test_without_a_mail_server_set_all_messages_wait(settings):
    settings.EMAIL_URL = ""
    make_request(**MAILED)

    sent = sending.send_due(at=NOON)

    assert sent == 0
    assert set(Notice.objects.values_list("state", "tries")) == {
        (NoticeState.WAITING, 0)
    }


def test_without_an_address_of_the_desk_only_its_messages_wait(settings, mailbox):
    settings.STAFF_EMAIL = ""
    make_request(**MAILED)

    sending.send_due(at=NOON)

    assert [mail["To"] for mail in mailbox.mails] == ["rosa@example.org"]
    waiting = Notice.objects.get(state=NoticeState.WAITING)
    assert waiting.kind == NoticeKind.STAFF_NEW_REQUEST


def test_two_workers_at_the_same_moment_send_each_message_once(at_once, mailbox):
    for _number in range(5):
        make_request(**MAILED)

    at_once(*[lambda: sending.send_due(at=NOON)] * 2)
    sending.send_due(at=NOON)

    ids = [mail["Message-ID"] for mail in mailbox.mails]
    assert len(ids) == len(set(ids)) == 10


def test_the_work_command_sends_what_is_due(mailbox):
    make_request()

    jobs.run_due(at=NOON)

    assert len(mailbox.mails) == 1


def test_commands_list_what_is_there(mailbox):
    request = make_request()
    held = make_request(suspicions=[intake.FILLED_THE_TRAP], at=NOON + HOUR)
    sending.send_due(at=NOON)

    references, owed, trails = StringIO(), StringIO(), StringIO()
    call_command("list_references", stdout=references)
    call_command("list_notices", stdout=owed)
    call_command("verify_events", stdout=trails)

    assert references.getvalue().splitlines() == [
        f"{request.reference} received 2026-11-23T17:00:00+00:00",
        f"{held.reference} held 2026-11-23T18:00:00+00:00",
    ]
    assert owed.getvalue() == f"{request.reference} staff_new_request sent 1\n"
    events = RequestEvent.objects.count()
    assert trails.getvalue().splitlines() == [
        "Every trail is whole.",
        f"No checkpoint yet; {events} events wait for one.",
    ]


def test_verifying_names_a_broken_trail_and_exits_with_1():
    request = make_request()
    AppointmentRequest.objects.update(event_count=5)
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_events", stdout=said)

    assert ended.value.code == 1
    assert said.getvalue().startswith(f"{request.reference}: ")
