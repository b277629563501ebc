"""A session ends by itself, by hand, and at once for who may no longer come in."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.urls import reverse

from clinic_site.models import SignInEvent, StaffSession
from clinic_site.signing_in import devices, lock, sessions
from tests.admin_forms import save
from tests.builders import NOON, make_clinic, make_person
from tests.clinic_site.signing_in.at_the_door import DESK, PASSWORD, Person

# A box that is ticked; Django's form leaves one that is not out.
ENTERS = {"is_active": ["on"], "is_staff": ["on"]}
MINUTE = timedelta(minutes=1)
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15"


@pytest.fixture(autouse=True)
def clinic(db):
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


@pytest.fixture
def rosa():
    rosa = Person()
    rosa.come_in(NOON)
    return rosa


def two_places(rosa):
    """Let the same person be in at another device too; return that one."""
    other = Person.__new__(Person)
    other.user, other.secret = rosa.user, rosa.secret
    other.client = type(rosa.client)(headers={"User-Agent": MAC})
    other.come_in(NOON, steps=1)
    return other


def test_after_a_quarter_of_an_hour_without_a_page_the_desk_is_shut(rosa):
    with time_machine.travel(NOON + 14 * MINUTE, tick=False):
        assert rosa.is_in()
    with time_machine.travel(NOON + 28 * MINUTE, tick=False):
        assert rosa.is_in()
    with time_machine.travel(NOON + 43 * MINUTE, tick=False):
        assert not rosa.is_in()


def test_a_working_day_is_the_longest():
    for minutes in range(0, 12 * 60, 14):
        seen = NOON + minutes * MINUTE
        assert not lock.has_ended(begun_at=NOON, seen_at=seen, at=seen)

    end = NOON + lock.LONGEST
    assert lock.has_ended(begun_at=NOON, seen_at=end, at=end)


def test_a_stolen_cookie_opens_nothing_on_another_machine(rosa):
    thief = type(rosa.client)(headers={"User-Agent": MAC})
    thief.cookies = rosa.client.cookies

    answer = thief.get(DESK)

    assert answer.status_code == 302
    assert SignInEvent.objects.first().kind == "other_device"
    assert not rosa.is_in()  # and both have to show who they are


@pytest.mark.parametrize(
    ("agent", "says"),
    [
        (MAC, "Safari, Mac"),
        ("Mozilla/5.0 (X11; Linux) Chrome/139.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (X11; Linux) Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT) Chrome/1 Safari/5 Edg/1", "Edge, Windows"),
        ("", ""),
    ],
)
def test_a_device_is_known_by_browser_and_system_not_by_version(agent, says):
    assert devices.family(agent) == says


def test_in_the_second_tab_signing_out_again_is_no_loss(rosa):
    first, second = (rosa.client.post(reverse("admin:logout")) for _tab in "ab")
    other_way = rosa.client.post(reverse("account_logout"))

    assert (second.status_code, other_way.status_code) == (302, 302)
    assert not rosa.is_in()
    assert not StaffSession.objects.exists()


def test_what_a_session_was_shown_stays_in_no_cache(rosa):
    pages = [DESK, reverse("mfa_index"), "/admin/jsi18n/", reverse("account_login")]

    kept = [rosa.client.get(page)["Cache-Control"] for page in pages]

    assert ["no-store" in said for said in kept] == [True] * len(pages)


def test_one_sees_where_one_is_signed_in_and_ends_it_there(rosa):
    other = two_places(rosa)
    page = rosa.client.get(reverse("mfa_index")).content.decode()
    row = StaffSession.objects.get(device="Safari, Mac")

    rosa.client.post(reverse("end_sessions"), {"session": row.pk})

    assert "Firefox, Windows" in page
    assert "Safari, Mac" in page
    assert (rosa.is_in(), other.is_in()) == (True, False)


def test_a_page_that_comes_late_brings_no_ended_session_back(rosa):
    late = rosa.client.session
    late["searched"] = {}
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        late.save()

    assert not Session.objects.exists()


def test_one_ends_all_others_at_once(rosa):
    other = two_places(rosa)

    rosa.client.post(reverse("end_sessions"), {"others": "1"})

    assert (rosa.is_in(), other.is_in()) == (True, False)


def test_nobody_ends_the_session_of_somebody_else(rosa):
    ben = Person()
    ben.come_in(NOON)

    for said in ({"session": StaffSession.objects.first().pk}, {"session": "x'--"}):
        ben.client.post(reverse("end_sessions"), said)

    assert rosa.is_in()


def test_a_new_password_ends_every_other_session(rosa):
    other = two_places(rosa)
    new = "four new harbour words"

    answer = rosa.client.post(
        reverse("account_change_password"),
        {"old": PASSWORD, "password": new, "again": new},
    )

    assert answer.status_code == 302
    assert (rosa.is_in(), other.is_in()) == (True, False)
    assert StaffSession.objects.get().device == "Firefox, Windows"


@pytest.mark.parametrize("taken", ["is_active", "is_staff", "groups"])
def test_who_may_no_longer_come_in_is_out_at_once(rosa, client, taken):
    owner = make_person(is_superuser=True)
    client.force_login(owner)

    groups = list(rosa.user.groups.values_list("pk", flat=True))
    said = ENTERS | {"groups": groups} | {taken: []}

    answer = save(client, f"/admin/auth/user/{rosa.user.pk}/change/", **said)

    assert answer.status_code == 302
    assert not rosa.is_in()
    assert not Session.objects.filter(staffsession__user=rosa.user).exists()


def test_who_gets_one_role_more_goes_on_working(rosa, client):
    client.force_login(make_person(is_superuser=True))
    roles = Group.objects.filter(name__in=["front_desk", "auditor"])
    said = ENTERS | {"groups": [role.pk for role in roles]}

    answer = save(client, f"/admin/auth/user/{rosa.user.pk}/change/", **said)

    assert answer.status_code == 302
    assert rosa.is_in()
    assert SignInEvent.objects.first().kind == "roles"


def test_sessions_that_ended_by_themselves_are_taken_away(rosa):
    sessions.forget_ended(at=NOON + 14 * MINUTE)
    assert StaffSession.objects.exists()

    sessions.forget_ended(at=NOON + 15 * MINUTE)
    assert not StaffSession.objects.exists()
