"""Lost devices, forgotten passwords, broken glass: each leaves a trace, and an end."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from clinic_site import access
from clinic_site.models import DoorMail, Invitation, SignInEvent, StaffSession
from clinic_site.signing_in import mail
from tests.builders import NOON, code_of, make_clinic, make_person
from tests.clinic_site.signing_in.at_the_door import DESK, PASSWORD, Person

SITE = "http://localhost:8000"
NEW = {"password": "four new harbour words", "again": "four new harbour words"}
LINK = re.compile(rf"{SITE}(/accounts/\S+?/)[<\s\"]")


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


@pytest.fixture
def by_mail(settings):
    settings.EMAIL_URL = "smtp://localhost"
    return outbox


def link_in(page):
    return LINK.search(f"{page} ")[1]


# -- A manager invites, and helps whoever lost a device ----------------------------


@pytest.fixture
def as_manager(client):
    client.force_login(make_person(access.PRACTICE_MANAGER))
    return client


def test_a_manager_invites_and_sees_the_link_this_once(as_manager, by_mail):
    said = {"email": "ben@harbour.example", "role": access.TRIAGE_NURSE}

    page = as_manager.post(reverse("admin:clinic_site_invitation_invite"), said)

    link = link_in(page.content.decode())
    assert Client().get(link).status_code == 200
    assert link in by_mail.outbox[0].body
    listed = as_manager.get(reverse("admin:clinic_site_invitation_changelist"))
    assert "ben@harbour.example" in listed.content.decode()
    assert link not in listed.content.decode()


def test_an_invitation_that_is_refused_says_why(as_manager):
    said = {"email": "bеn@harbour.example", "role": access.TRIAGE_NURSE}

    page = as_manager.post(reverse("admin:clinic_site_invitation_invite"), said)

    assert page.status_code == 422
    assert "mixes letters" in page.content.decode()
    assert not Invitation.objects.exists()


def test_what_was_lost_opens_nothing_any_more(as_manager):
    rosa = Person(email="rosa@harbour.example")
    rosa.come_in(NOON)

    page = as_manager.post(reverse("admin:auth_user_lost_device", args=[rosa.user.pk]))

    assert not StaffSession.objects.filter(user=rosa.user).exists()
    assert not rosa.is_in()
    assert not Authenticator.objects.exists()
    assert rosa.type_password().status_code == 200  # refused
    kinds = [event.kind for event in SignInEvent.objects.filter(person=rosa.user)]
    assert kinds[:2] == ["invited", "factor_removed"]
    again = Client().post(link_in(page.content.decode()), NEW)
    assert again["Location"] == reverse("mfa_index")


def test_a_manager_takes_nothing_from_the_owner_or_from_herself(as_manager):
    owner = make_person(is_superuser=True)
    herself = get_user_model().objects.get(groups__name=access.PRACTICE_MANAGER)

    for person in (owner, herself):
        address = reverse("admin:auth_user_lost_device", args=[person.pk])
        assert as_manager.post(address).status_code == 403


# -- A password that was forgotten -------------------------------------------------


def test_a_new_password_comes_by_mail_and_spares_nobody_the_second_step(by_mail):
    rosa = Person(email="rosa@harbour.example")
    rosa.client.post(
        reverse("account_reset_password"), {"name": "rosa@harbour.example"}
    )
    mail.send_due(at=NOON)
    letter = by_mail.outbox[0]
    form = rosa.client.get(link_in(letter.body), follow=True)

    rosa.client.post(form.redirect_chain[-1][0], NEW)
    step = rosa.type_password(NEW["password"])

    assert letter.to == ["rosa@harbour.example"]
    assert step["Location"] == reverse("mfa_authenticate")
    assert not rosa.is_in()
    rosa.type_code(code_of(rosa.secret, NOON))
    assert rosa.is_in()
    again = rosa.client.get(link_in(letter.body), follow=True)
    assert "no longer works" in again.content.decode()


def test_nobody_we_do_not_know_is_mailed_though_a_row_is_written(client, by_mail):
    for name in ["nobody", "gone@harbour.example"]:
        client.post(reverse("account_reset_password"), {"name": name})

    assert DoorMail.objects.count() == 2  # so that both answers take as long
    assert mail.send_due(at=NOON) == 0
    assert not DoorMail.objects.exists()


def test_mail_that_cannot_go_is_tried_again(settings, by_mail):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9  # nobody listens there
    rosa = Person(email="rosa@harbour.example")
    mail.owe_password(rosa.user.username, at=NOON)

    assert mail.send_due(at=NOON) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail.send_due(at=NOON) == 0  # it waits a little
    assert mail.send_due(at=NOON + timedelta(minutes=5)) == 1


# -- Broken glass ------------------------------------------------------------------


def break_glass(name):
    said = io.StringIO()
    call_command("break_glass", name, "--reason", "Telephone in the sea", stdout=said)
    return link_in(said.getvalue())


def test_broken_glass_opens_the_desk_for_an_hour_and_everybody_hears_of_it(by_mail):
    grace = Person(access.PRACTICE_MANAGER, email="grace@harbour.example")
    make_person(access.PRACTICE_MANAGER, email="ben@harbour.example")
    grace.client.post(break_glass("grace@harbour.example"), NEW)

    assert grace.is_in()
    event = SignInEvent.objects.get(kind="break_glass")
    assert (event.person, event.facts) == (
        grace.user,
        {"reason": "Telephone in the sea"},
    )
    assert mail.send_due(at=NOON) == 2
    assert {letter.to[0] for letter in by_mail.outbox} == {
        "grace@harbour.example",
        "ben@harbour.example",
    }
    assert "sea" not in by_mail.outbox[0].body


def test_broken_glass_ends_by_itself_however_busy_one_is():
    grace = Person(access.PRACTICE_MANAGER)
    grace.client.post(break_glass(grace.user.username), NEW)
    is_in = []

    for minutes in (12, 24, 36, 48, 59, 60):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            is_in.append(grace.is_in())

    assert is_in == [True] * 5 + [False]


def test_behind_broken_glass_a_new_second_step_is_set_up():
    grace = Person(access.PRACTICE_MANAGER)
    grace.client.post(break_glass(grace.user.username), NEW)

    page = grace.client.get(reverse("mfa_add_webauthn"))

    assert page.status_code == 200
    assert "publicKey" in page.content.decode()


@pytest.mark.parametrize("role", [access.EDITOR, None])
def test_glass_is_broken_for_managers_only(role):
    person = make_person(role)

    with pytest.raises(CommandError):
        break_glass(person.username)

    assert not Invitation.objects.exists()


def test_the_auditor_reads_what_happened_at_the_door_and_changes_nothing(client):
    rosa = Person()
    rosa.come_in(NOON)
    client.force_login(make_person(access.AUDITOR))
    event = SignInEvent.objects.get()

    listed = client.get(reverse("admin:clinic_site_signinevent_changelist"))
    address = reverse("admin:clinic_site_signinevent_change", args=[event.pk])

    assert "signed in" in listed.content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"kind": "failed"}).status_code == 403
    assert client.get(DESK).status_code == 200
    assert PASSWORD not in listed.content.decode()
