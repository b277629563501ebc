"""A link lets the one person in for whom it was made: once, and in time."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from clinic_site import access, invitations
from clinic_site.models import Invitation, InvitationKind, SignInEvent
from tests.builders import NOON, make_clinic, make_person
from tests.html_forms import first_post_form

HOUR = timedelta(hours=1)
PASSWORD = "three harbour words"


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


def invite(email="rosa@harbour.example", role=access.FRONT_DESK, by=None):
    return invitations.invite(email=email, role=role, by=by, at=NOON, valid_for=HOUR)


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


def send(client, link, **said):
    given = {"name": "Rosa Delgado", "password": PASSWORD, "again": PASSWORD}
    return client.post(link.removeprefix("http://localhost:8000"), given | said)


def test_who_is_invited_chooses_a_name_and_a_password_and_has_the_role(client):
    manager = make_person(access.PRACTICE_MANAGER)

    answer = send(client, invite(by=manager))

    rosa = get_user_model().objects.get(username="rosa@harbour.example")
    assert answer.status_code == 302
    assert (rosa.get_full_name(), rosa.is_staff) == ("Rosa Delgado", True)
    assert rosa.check_password(PASSWORD)
    assert [group.name for group in rosa.groups.all()] == [access.FRONT_DESK]
    assert [(e.kind, e.by) for e in SignInEvent.objects.order_by("pk")] == [
        ("invited", manager),
        ("accepted", None),
        ("signed_in", None),
    ]


def test_looking_at_an_invitation_changes_nothing(client):
    link = invite()

    pages = [client.get(link.removeprefix("http://localhost:8000")) for _ in "ab"]

    assert [page.status_code for page in pages] == [200, 200]
    assert set(first_post_form(pages[0])) >= {"name", "password", "again"}
    assert "no-store" in pages[0]["Cache-Control"]
    assert Invitation.objects.get().used_at is None


def test_the_secret_of_a_link_is_nowhere_in_the_database():
    token = token_of(invite())

    rows = [*Invitation.objects.values(), *SignInEvent.objects.values()]

    assert token not in str(rows)


def test_an_invitation_works_once(client):
    link = invite()
    send(client, link)

    again = send(client, link, name="Somebody Else", password="x" * 14, again="x" * 14)

    assert again.status_code == 404
    assert get_user_model().objects.get().check_password(PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_gets_in(at_once):
    token = token_of(invite())

    def press():
        return invitations.accept(token, name="Rosa", password=PASSWORD, at=NOON)

    outcomes = at_once(press, press)

    refused = [one for one in outcomes if isinstance(one, invitations.NotUsable)]
    assert (len(refused), get_user_model().objects.count()) == (1, 1)


def test_an_invitation_that_came_late_lets_nobody_in(client):
    link = invite()

    with time_machine.travel(NOON + HOUR, tick=False):
        answers = [send(client, link), send(client, link[:-5] + "abcd/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content  # a stranger learns no more
    assert not get_user_model().objects.exists()


def test_a_newer_invitation_takes_the_older_one_back(client):
    older, newer = invite(), invite()

    answers = [send(client, older).status_code, send(client, newer).status_code]

    assert answers == [404, 302]


def test_a_lost_device_gets_a_new_link_for_the_same_person(client):
    rosa = make_person(access.FRONT_DESK, email="rosa@harbour.example")

    link = invitations.invite_again(
        rosa, kind=InvitationKind.NEW_FACTORS, by=None, at=NOON, valid_for=HOUR
    )
    send(client, link)

    assert get_user_model().objects.get() == rosa
    rosa.refresh_from_db()
    assert rosa.check_password(PASSWORD)


def test_a_link_for_somebody_who_may_no_longer_sign_in_opens_nothing(client):
    rosa = make_person(email="rosa@harbour.example", is_active=False)
    link = invitations.invite_again(
        rosa, kind=InvitationKind.NEW_FACTORS, by=None, at=NOON, valid_for=HOUR
    )

    assert send(client, link).status_code == 404


@pytest.mark.parametrize(
    ("email", "says"),
    [
        ("rоsa@harbour.example", "mixes letters of two alphabets"),  # a Cyrillic o
        ("rosa@hаrbour.example", "mixes letters of two alphabets"),  # a Cyrillic a
        ("роса@harbour.example", "valid email"),
        ("not an address", "valid email"),
        ("ROSA@Harbour.example", "here already"),
        (f"{'r' * 60}@{'h' * 50}.{'h' * 50}.example", "too long"),
    ],
    ids=["name", "host", "whole-word", "nonsense", "known", "long"],
)
def test_an_address_that_only_looks_right_is_refused_in_words(email, says):
    make_person(email="rosa@harbour.example")

    with pytest.raises(invitations.CannotInvite, match=says):
        invite(email)


def test_wide_letters_of_another_keyboard_are_the_same_address():
    invite("ｒｏｓａ＠harbour.example")

    assert Invitation.objects.get().email == "rosa@harbour.example"


def test_a_name_with_look_alike_letters_is_refused_in_words(client):
    answer = send(client, invite(), name="Rоsa Delgado")

    assert "mixes letters of two alphabets" in answer.content.decode()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"again": "three harbour word"}, "are not the same"),
        ({"name": ""}, "required"),
    ],
    ids=["short", "mistyped", "nameless"],
)
def test_what_is_missing_is_said_and_the_link_still_works(client, said, says):
    link = invite()

    refused = send(client, link, **said)

    assert says in refused.content.decode()
    assert "<title>Error:" in refused.content.decode()
    assert send(client, link).status_code == 302


def test_a_network_that_guesses_links_has_to_wait(client):
    link = invite()[:-5] + "abcd/"

    answers = [send(client, link).status_code for _try in range(11)]

    assert answers == [404] * 10 + [429]


def test_what_happened_at_the_door_is_never_changed():
    invite()

    with pytest.raises(IntegrityError), transaction.atomic():
        SignInEvent.objects.update(kind="signed_in")
