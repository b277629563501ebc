"""One's own second steps: named, renewed and taken away, by nobody else."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from clinic_site.models import SignInEvent
from tests.builders import NOON, make_clinic, make_person
from tests.clinic_site.signing_in.at_the_door import PASSWORD, Person

SOON = NOON + timedelta(minutes=1)
LATER = NOON + timedelta(minutes=6)


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


@pytest.fixture
def rosa():
    rosa = Person()
    rosa.come_in(NOON)
    return rosa


def make_passkey(person, name="Front desk computer"):
    """A passkey as it lies in the list; none of these tests uses it to come in."""
    data = {"name": name, "credential": {}}
    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=person, type=kind, data=data)


def kinds_of(person):
    return set(person.authenticator_set.values_list("type", flat=True))


# -- Passkeys --------------------------------------------------------------------------


def test_a_passkey_is_renamed_in_ones_own_list(rosa):
    key = make_passkey(rosa.user)

    rosa.client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "My phone"})

    page = rosa.client.get(reverse("mfa_index")).content.decode()
    assert "My phone" in page
    assert "Front desk computer" not in page


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_nobody_touches_the_passkey_of_somebody_else(rosa, name):
    others = make_passkey(make_person())
    make_passkey(rosa.user)

    answer = rosa.client.post(reverse(name, args=[others.pk]), {"name": "Mine"})

    assert answer.status_code == 404
    others.refresh_from_db()
    assert others.data["name"] == "Front desk computer"


def test_a_passkey_beside_another_step_is_taken_away_and_it_is_on_record(rosa):
    key = make_passkey(rosa.user)

    rosa.client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert kinds_of(rosa.user) == {"totp"}
    event = SignInEvent.objects.first()
    assert (event.kind, event.person, event.facts) == (
        "factor_removed",
        rosa.user,
        {"factor": "webauthn"},
    )


@pytest.mark.parametrize("has_codes", [True, False])
def test_the_only_passkey_stays_and_the_page_says_why(rosa, has_codes):
    key = make_passkey(rosa.user)
    if has_codes:
        RecoveryCodes.activate(rosa.user)
    rosa.client.post(reverse("mfa_deactivate_totp"))

    address = reverse("mfa_remove_webauthn", args=[key.pk])
    answer = rosa.client.post(address, follow=True)

    assert "This is your only second step." in answer.content.decode()
    assert "webauthn" in kinds_of(rosa.user)


# -- Once more, before anything changes ------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
    ],
)
def test_after_five_minutes_one_shows_once_more_who_one_is(rosa, name):
    key = make_passkey(rosa.user)
    RecoveryCodes.activate(rosa.user)
    factors = [*Authenticator.objects.order_by("pk").values()]
    is_of_one = name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    address = reverse(name, args=[key.pk] if is_of_one else [])

    with time_machine.travel(LATER, tick=False):
        answer = rosa.client.get(address)
        rosa.client.post(address, {"name": "x"})

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert [*Authenticator.objects.order_by("pk").values()] == factors


def test_who_has_shown_it_again_goes_on_where_they_were(rosa):
    key = make_passkey(rosa.user)
    address = reverse("mfa_remove_webauthn", args=[key.pk])

    with time_machine.travel(LATER, tick=False):
        again = rosa.client.get(address)["Location"]
        wrong = rosa.client.post(again, {"password": "wrong"})
        still_there = kinds_of(rosa.user)
        right = rosa.client.post(again, {"password": PASSWORD, "next": address})
        rosa.client.post(address)

    assert "That is not your password." in wrong.content.decode()
    assert still_there == {"totp", "webauthn"}
    assert right["Location"] == address
    assert kinds_of(rosa.user) == {"totp"}


# -- Recovery codes --------------------------------------------------------------------


def test_the_file_of_codes_holds_what_is_left_and_is_kept_in_no_cache(rosa):
    codes = RecoveryCodes.activate(rosa.user).get_unused_codes()
    rosa.client.logout()
    rosa.type_password()
    rosa.type_code(codes[0])

    answer = rosa.client.get(reverse("mfa_download_recovery_codes"))

    assert answer.content.decode().split() == codes[1:]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]


def test_new_codes_end_the_old_ones_and_are_on_record(rosa):
    old = RecoveryCodes.activate(rosa.user).get_unused_codes()

    rosa.client.post(reverse("mfa_generate_recovery_codes"))

    page = rosa.client.get(reverse("mfa_view_recovery_codes"))
    new = page.context["unused_codes"]
    event = SignInEvent.objects.first()
    assert (event.kind, event.facts) == ("factor_added", {"factor": "recovery_codes"})
    opens = []
    for code in (old[0], f"{new[0][:4]} {new[0][4:]}"):
        rosa.client.logout()
        rosa.type_password()
        rosa.type_code(code)
        opens.append(rosa.is_in())
    assert opens == [False, True]


# -- How long an answer takes ----------------------------------------------------------


class Counting(MD5PasswordHasher):
    """The tests' hasher, which notes each time that it works."""

    calls = 0

    def encode(self, password, salt):
        type(self).calls += 1
        return super().encode(password, salt)


def test_a_name_that_nobody_has_costs_as_many_hashes_as_one_that_somebody_has(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    rosa = Person(username="rosa")
    make_person(username="gone", password=PASSWORD, is_active=False)
    make_person(username="new", password=None)
    spent = {}

    for name in ("rosa", "gone", "new", "nobody", "rosа"):
        before = Counting.calls
        said = {"username": name, "password": "wrong"}
        rosa.client.post(reverse("account_login"), said)
        spent[name] = Counting.calls - before

    assert spent == dict.fromkeys(spent, 1)
