"""A password opens nothing; a code opens once; and a limit stands before both."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from clinic_site import access
from clinic_site.models import FailedSignIns, SignInEvent
from clinic_site.signing_in import factors, failures
from tests.builders import NOON, code_of, make_clinic, make_code_app, make_person
from tests.clinic_site.signing_in.at_the_door import DESK, PASSWORD, Person

HALF_MINUTE = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


def test_password_and_code_together_open_the_desk():
    rosa = Person()

    answer = rosa.come_in(NOON)

    assert (answer.status_code, answer["Location"]) == (302, DESK)
    assert rosa.is_in()
    event = SignInEvent.objects.get()
    assert (event.kind, event.person, event.facts) == (
        "signed_in",
        rosa.user,
        {"ways": ["password", "totp"]},
    )


def test_a_password_alone_opens_nothing_where_an_app_is_set_up():
    rosa = Person()

    answer = rosa.type_password()

    assert answer["Location"] == reverse("mfa_authenticate")
    assert not rosa.is_in()


@pytest.mark.parametrize("role", access.ROLE_WORDS)
def test_who_has_no_second_step_is_led_to_set_one_up_and_sees_nothing_else(role):
    rosa = Person(role, has_app=False)
    rosa.type_password()

    rooms = [DESK, "/admin/clinic_site/clinic/1/change/", "/admin/articles/article/"]
    answers = [rosa.client.get(room, follow=True) for room in rooms]

    assert {answer.redirect_chain[-1][0].split("?")[0] for answer in answers} == {
        reverse("mfa_index")
    }
    assert "One step is missing" in answers[0].content.decode()


def test_an_older_session_gets_in_no_more_once_a_factor_is_there():
    rosa = Person(has_app=False)
    rosa.type_password()
    make_code_app(rosa.user)  # in another window

    pages = [DESK, reverse("mfa_index"), reverse("mfa_activate_totp")]
    answers = [rosa.client.get(page, follow=True) for page in pages]

    led_to = {answer.redirect_chain[-1][0].split("?")[0] for answer in answers}
    assert led_to == {reverse("mfa_reauthenticate")}


# -- Codes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_telephone_may_be_half_a_minute_wrong_and_no_more(steps, opens):
    rosa = Person()

    rosa.come_in(NOON, steps=steps)

    assert rosa.is_in() == opens


def test_a_code_that_was_used_opens_no_second_time_anywhere():
    rosa = Person()
    rosa.come_in(NOON)
    thief = Client()
    said = {"username": rosa.user.username, "password": PASSWORD}
    thief.post(reverse("account_login"), said)

    code = {"code": code_of(rosa.secret, NOON)}
    answer = thief.post(reverse("mfa_authenticate"), code)

    assert answer.status_code == 200
    assert "it was used already" in answer.content.decode()
    assert thief.get(DESK).status_code == 302


def test_a_code_from_before_the_last_one_opens_nothing():
    rosa = Person()
    rosa.come_in(NOON, steps=1)
    rosa.client.logout()

    rosa.come_in(NOON)

    assert not rosa.is_in()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_the_same_code_at_once_one_gets_in(at_once):
    person = Person().user

    def send():
        return factors.spend(person.pk, 1000)

    assert sorted(at_once(send, send)) == [False, True]


def test_a_recovery_code_opens_once():
    rosa = Person()
    code = RecoveryCodes.activate(rosa.user).get_unused_codes()[0]

    for expected in (True, False):
        rosa.type_password()
        rosa.type_code(code)
        assert rosa.is_in() == expected
        rosa.client.logout()


def test_no_secret_of_a_factor_lies_open_in_the_database():
    rosa = Person(has_app=False)
    rosa.type_password()
    page = rosa.client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    waiting = [session.get_decoded() for session in Session.objects.all()]

    rosa.client.post(
        reverse("mfa_activate_totp"), {"code": code_of(secret, NOON)}, follow=True
    )

    codes = rosa.client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    kept = str([*Authenticator.objects.values_list("data", flat=True), *waiting])
    assert rosa.is_in()
    assert len(codes) == 10
    assert not [one for one in [secret, *codes] if one in kept]


def test_the_code_that_set_an_app_up_is_used_too():
    rosa = Person(has_app=False)
    rosa.type_password()
    page = rosa.client.get(reverse("mfa_activate_totp"))
    rosa.secret = page.context["form"].secret
    code = {"code": code_of(rosa.secret, NOON)}
    rosa.client.post(reverse("mfa_activate_totp"), code)
    rosa.client.logout()

    rosa.come_in(NOON)

    assert not rosa.is_in()


def test_the_only_second_step_is_not_taken_away():
    rosa = Person()
    rosa.come_in(NOON)

    answer = rosa.client.post(reverse("mfa_deactivate_totp"))

    assert "only second step" in answer.content.decode()
    assert Authenticator.objects.filter(user=rosa.user, type="totp").exists()


# -- What a stranger learns, and how often one may try -----------------------------


def test_known_and_unknown_names_get_the_same_answer():
    rosa = Person(username="rosa")
    make_person(username="gone", password=PASSWORD, is_active=False)
    pages = []
    for name, password in [("rosa", "x"), ("nobody", "x"), ("gone", PASSWORD)]:
        said = {"username": name, "password": password}
        page = rosa.client.post(reverse("account_login"), said).content.decode()
        pages.append(page.replace(name, "NAME"))

    assert "do not go together" in pages[0]
    assert len({_without_token(page) for page in pages}) == 1


def _without_token(page):
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("name", ["rosa", "ROSA@harbour.example", "nobody"])
def test_a_forgotten_password_is_answered_alike_for_every_name(client, name):
    Person(username="rosa", email="rosa@harbour.example")

    answer = client.post(reverse("account_reset_password"), {"name": name})

    assert answer.status_code == 200
    assert "If there is such an account" in answer.content.decode()


def test_after_ten_wrong_passwords_a_name_waits_two_minutes():
    rosa = Person()

    answers = [rosa.type_password("wrong").status_code for _try in range(11)]

    assert answers == [200] * 10 + [429]
    assert rosa.type_password().status_code == 429  # the right one learns nothing
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        assert rosa.type_password().status_code == 302


def test_other_letters_of_the_same_name_do_not_help():
    rosa = Person(username="rosa")

    names = ["rosa", "Rosa", " rosa", "ROSA", "ｒosa"] * 2 + ["rosа"]
    answers = []
    for name in names:
        said = {"username": name, "password": "wrong"}
        answers.append(rosa.client.post(reverse("account_login"), said).status_code)

    assert answers[-1] == 429


def test_one_network_tries_many_names_only_so_often(client):
    def guess(number, network):
        said = {"username": f"name{number}", "password": "wrong"}
        door = reverse("account_login")
        return client.post(door, said, REMOTE_ADDR=network).status_code

    answers = [guess(number, "192.0.2.7") for number in range(61)]

    assert answers == [200] * 60 + [429]
    assert guess(61, "192.0.2.8") == 200


def test_ten_wrong_codes_are_enough():
    rosa = Person()
    rosa.type_password()

    answers = [rosa.type_code("000000").status_code for _try in range(11)]

    assert answers == [200] * 10 + [429]


def test_who_gets_in_every_day_never_has_to_wait():
    rosa = Person()

    for number in range(12):
        with time_machine.travel(NOON + number * HALF_MINUTE, tick=False):
            rosa.client.logout()
            rosa.come_in(NOON + number * HALF_MINUTE)
            assert rosa.is_in()


def test_failures_are_counted_and_nobody_is_named():
    rosa = Person()
    [rosa.type_password("wrong") for _try in range(3)]
    said = {"username": "planted name", "password": "wrong"}
    rosa.client.post(reverse("account_login"), said)

    failures.write_down(at=NOON + timedelta(hours=1))

    event = SignInEvent.objects.get()
    assert (event.kind, event.person, event.facts) == ("failed", None, {"count": 4})
    assert not FailedSignIns.objects.exists()


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example"]
)
def test_the_door_leads_to_no_strangers_house(wanted):
    rosa = Person()

    led = rosa.client.get("/admin/login/", {"next": wanted})
    rosa.client.post(
        f"{reverse('account_login')}?next={wanted}",
        {"username": rosa.user.username, "password": PASSWORD, "next": wanted},
    )
    answer = rosa.type_code(code_of(rosa.secret, NOON))

    assert "elsewhere" not in led["Location"]
    assert answer["Location"] == DESK


def test_nobody_signs_up_here(client):
    assert client.get("/accounts/signup/").status_code == 404


# -- The demonstration -------------------------------------------------------------


@pytest.mark.parametrize(
    ("demo", "sent", "opens"),
    [
        (True, {}, True),
        (True, {"HTTP_HOST": "127.0.0.1:8000"}, True),
        (False, {}, False),
        (True, {"HTTP_HOST": "testserver"}, False),
        (True, {"REMOTE_ADDR": "192.0.2.7"}, False),
        (True, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
    ],
    ids=["local", "by-number", "no-demo", "by-name", "from-afar", "behind-a-proxy"],
)
def test_only_a_demonstration_on_ones_own_machine_opens_by_password(
    settings, demo, sent, opens
):
    settings.DEMO = demo
    rosa = Person(has_app=False)
    rosa.client.defaults |= {"HTTP_HOST": "localhost"} | sent
    rosa.type_password()

    answer = rosa.client.get(DESK)

    assert (answer.status_code == 200) == opens
    assert ("Demonstration on this machine" in answer.content.decode()) == opens
