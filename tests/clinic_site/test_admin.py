import re
import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from zeal import zeal_ignore

from clinic_site import access, desk, role_holders, shell
from clinic_site.models import (
    Announcement,
    Clinic,
    ClinicText,
    Closure,
    HelpNumbers,
    Location,
    OpeningHours,
    SiteVersion,
    Treatment,
)
from tests.admin_forms import filled_in, problems_of, save
from tests.builders import NOON, make_clinic, make_person

CLINIC = "/admin/clinic_site/clinic/1/change/"
HELP = "/admin/clinic_site/helpnumbers/1/change/"
PEOPLE = "/admin/auth/user/"
INVITATIONS = "/admin/clinic_site/invitation/"
SIGN_INS = "/admin/clinic_site/signinevent/"
DOOR = "/accounts/login/"


# The stock admin reads each row of an inline by itself when it is saved.
STOCK_READS = [
    {"model": "clinic_site.*", "field": "get()"},
    {"model": "clinic_site.Announcement", "field": "texts"},
    {"model": "auth.User", "field": "get()"},
]


@pytest.fixture(autouse=True)
def clinic(db):
    shell.forget_all()
    with time_machine.travel(NOON, tick=False), zeal_ignore(STOCK_READS):
        clinic = make_clinic()
        clinic.texts.update(introduction="We are by the harbour.")
        yield clinic


@pytest.fixture
def as_manager(client):
    client.force_login(make_person("practice_manager", first_name="Grace"))
    return client


@pytest.fixture
def as_owner(client):
    owner = get_user_model().objects.create_superuser("owner", first_name="Site")
    client.force_login(owner)
    return client


# -- Records that every page shows -------------------------------------------------


def test_a_new_telephone_number_stands_on_every_page_at_once(
    as_manager, client, django_capture_on_commit_callbacks
):
    assert shell.current().telephone == "+13605550142"

    with django_capture_on_commit_callbacks(execute=True):
        answer = save(as_manager, CLINIC, telephone="(360) 555-0177")

    assert answer.status_code == 302
    assert shell.current().telephone == "+13605550177"


@pytest.mark.parametrize(
    ("url", "model"),
    [
        ("/admin/clinic_site/location/add/", Location),
        ("/admin/clinic_site/treatment/add/", Treatment),
        ("/admin/clinic_site/announcement/add/", Announcement),
    ],
)
def test_each_saved_record_makes_the_pages_be_read_again(as_manager, url, model):
    before = SiteVersion.objects.values_list("number", flat=True).first() or 0
    said = {
        Location: {
            "name": "Harbour",
            "street": "1 Quay",
            "city": "Port Ellery",
            "region": "WA",
        },
        Treatment: {
            "slug": "tms",
            "is_offered": "on",
            "texts-0-name": "TMS",
            "texts-0-summary": "Magnets.",
        },
        Announcement: {
            "starts_at": "2026-11-24T08:00",
            "ends_at": "2026-11-26T17:00",
            "texts-0-text": "Closed on Thursday.",
        },
    }[model]

    answer = save(as_manager, url, **said)

    assert answer.status_code == 302, problems_of(answer)
    assert model.objects.count() == 1
    assert SiteVersion.objects.get().number > before


def test_a_deleted_record_makes_the_pages_be_read_again(as_manager):
    place = Location.objects.create(name="A", street="B", city="C", region="WA")
    SiteVersion.grow()
    before = SiteVersion.objects.get().number

    as_manager.post(f"/admin/clinic_site/location/{place.pk}/delete/", {"post": "yes"})

    assert Location.objects.count() == 0
    assert SiteVersion.objects.get().number > before


def test_an_announcement_starts_on_the_clinics_clock(as_manager):
    save(
        as_manager,
        "/admin/clinic_site/announcement/add/",
        starts_at="2026-11-24T08:00",
        ends_at="2026-11-26T17:00",
        **{"texts-0-text": "Closed on Thursday."},
    )

    announcement = Announcement.objects.get()
    there = announcement.starts_at.astimezone(ZoneInfo("America/Los_Angeles"))
    assert f"{there:%Y-%m-%d %H:%M}" == "2026-11-24 08:00"
    assert announcement.texts.get().language == "en"


def test_an_announcement_that_ends_before_it_starts_is_refused_in_words(as_manager):
    answer = save(
        as_manager,
        "/admin/clinic_site/announcement/add/",
        starts_at="2026-11-26T17:00",
        ends_at="2026-11-24T08:00",
        **{"texts-0-text": "Closed on Thursday."},
    )

    assert problems_of(answer) == ["It must start before it ends."]


@pytest.mark.parametrize("words", ["", "   "])
def test_an_announcement_that_says_nothing_is_refused_in_words(as_manager, words):
    answer = save(
        as_manager,
        "/admin/clinic_site/announcement/add/",
        starts_at="2026-11-24T08:00",
        ends_at="2026-11-26T17:00",
        **{"texts-0-text": words},
    )

    assert "nobody sees it" in answer.content.decode()
    assert not Announcement.objects.exists()


def test_saving_the_clinic_as_it_is_changes_nothing_and_asks_for_nothing(as_manager):
    answer = save(as_manager, CLINIC)

    assert answer.status_code == 302
    assert ClinicText.objects.count() == 2
    assert OpeningHours.objects.count() == 5


def test_a_language_without_words_yet_is_not_demanded(as_manager):
    ClinicText.objects.filter(language="es").delete()

    answer = save(as_manager, CLINIC, name="Quay Clinic")

    assert answer.status_code == 302
    assert Clinic.objects.get().name == "Quay Clinic"
    assert set(ClinicText.objects.values_list("language", flat=True)) == {"en"}


def test_opening_hours_that_overlap_are_refused_in_words(as_manager):
    answer = save(
        as_manager,
        CLINIC,
        **{
            "opening_hours-TOTAL_FORMS": "6",
            "opening_hours-5-weekday": "0",
            "opening_hours-5-opens": "16:00",
            "opening_hours-5-closes": "19:00",
        },
    )

    assert "Monday: two spans overlap. Part them, or make them one." in problems_of(
        answer
    )
    assert OpeningHours.objects.count() == 5


def test_a_clinic_that_shuts_at_noon_opens_again_after_it(as_manager):
    answer = save(
        as_manager,
        CLINIC,
        **{
            "opening_hours-TOTAL_FORMS": "6",
            "opening_hours-0-closes": "12:00",
            "opening_hours-5-weekday": "0",
            "opening_hours-5-opens": "12:00",
            "opening_hours-5-closes": "17:00",
        },
    )

    assert answer.status_code == 302, problems_of(answer)
    assert OpeningHours.objects.filter(weekday=0).count() == 2


def test_a_closure_is_one_line_with_a_day(as_manager):
    save(
        as_manager,
        CLINIC,
        **{
            "closures-TOTAL_FORMS": "1",
            "closures-0-day": "2026-11-26",
            "closures-0-reason": "Thanksgiving",
        },
    )

    assert f"{Closure.objects.get().day}" == "2026-11-26"


def test_every_box_in_a_row_says_which_it_is(as_manager):
    page = as_manager.get(CLINIC).content.decode()

    boxes = re.findall(r"<(?:input|select)[^>]*opening_hours-0-[^>]*>", page)
    seen = [box for box in boxes if 'type="hidden"' not in box]
    assert [re.search(r'aria-label="(.*?)"', box)[1] for box in seen] == [
        "Weekday",
        "Opens",
        "Closes",
        "Delete",
    ]


@pytest.mark.parametrize("zone", ["Nowhere/Else", "", "America/New York"])
def test_a_clock_that_does_not_exist_is_refused(as_manager, zone):
    answer = save(as_manager, CLINIC, time_zone=zone)

    assert answer.status_code == 200
    assert Clinic.objects.get().time_zone == "America/Los_Angeles"


@pytest.mark.parametrize("number", ["", "call us", "98 8", "9" * 16])
def test_a_crisis_number_is_a_number(as_manager, number):
    answer = save(as_manager, HELP, crisis=number)

    assert answer.status_code == 200
    assert HelpNumbers.objects.get().crisis == "988"


def test_there_is_one_clinic_and_it_stays(as_manager):
    listed = as_manager.get("/admin/clinic_site/clinic/")

    assert listed["Location"] == CLINIC
    assert as_manager.get("/admin/clinic_site/clinic/add/").status_code == 403
    assert as_manager.post(f"{CLINIC}../delete/", {"post": "yes"}).status_code in (
        403,
        404,
    )
    assert Clinic.objects.count() == 1


def test_a_treatment_ends_by_not_being_offered_and_is_never_deleted(as_manager):
    treatment = Treatment.objects.create(slug="tms")
    url = f"/admin/clinic_site/treatment/{treatment.pk}/"

    deleted = as_manager.post(f"{url}delete/", {"post": "yes"})
    data = filled_in(as_manager.get(f"{url}change/"))
    data.pop("is_offered", None)
    as_manager.post(f"{url}change/", data | {"slug": "renamed"})

    treatment.refresh_from_db()
    assert deleted.status_code == 403
    assert (treatment.slug, treatment.is_offered) == ("tms", False)


# -- Rooms and who may enter -------------------------------------------------------


ROOMS = {
    access.EDITOR: {"Desk"},
    access.MEDICAL_REVIEWER: {"Desk"},
    access.FRONT_DESK: {"Desk", "Requests"},
    access.TRIAGE_NURSE: {"Desk", "Requests"},
    access.PRACTICE_MANAGER: {"Desk", "Requests", "Clinic", "People"},
    access.AUDITOR: {"Desk", "Requests"},
}


@pytest.mark.parametrize("role", ROOMS)
def test_the_header_shows_the_rooms_of_ones_role(client, role):
    client.force_login(make_person(role))

    rooms = client.get("/admin/").context["rooms"]

    words = {str(room["words"]) for room in rooms}
    assert words & {"Desk", "Requests", "Clinic", "People"} == ROOMS[role]
    assert [str(r["words"]) for r in rooms if r["is_here"]] == ["Desk"]


@pytest.mark.parametrize(
    ("address", "room"),
    [(PEOPLE, "People"), (f"{INVITATIONS}invite/", "People"), (SIGN_INS, "Sign-ins"),
     (HELP, "Clinic")],
)  # fmt: skip
def test_the_header_marks_the_room_that_one_is_in(client, address, room):
    client.force_login(make_person("practice_manager"))

    rooms = client.get(address).context["rooms"]

    assert [str(one["words"]) for one in rooms if one["is_here"]] == [room]


@pytest.mark.parametrize("role", ROOMS)
def test_every_room_in_the_header_opens(client, role):
    client.force_login(make_person(role))
    rooms = client.get("/admin/").context["rooms"]

    opened = {room["url"]: client.get(room["url"]).status_code for room in rooms}

    assert set(opened.values()) == {200}


@pytest.mark.parametrize(
    "role", sorted({*access.ROLE_WORDS} - {access.PRACTICE_MANAGER})
)
@pytest.mark.parametrize("url", [CLINIC, HELP, "/admin/clinic_site/location/"])
def test_only_the_practice_manager_runs_the_clinic(client, role, url):
    client.force_login(make_person(role))

    assert client.get(url).status_code == 403


@pytest.mark.parametrize(
    "role", sorted({*access.ROLE_WORDS} - {access.PRACTICE_MANAGER})
)
def test_only_the_practice_manager_gives_roles(client, role):
    client.force_login(make_person(role))

    assert client.get(PEOPLE).status_code == 403
    assert client.get("/admin/auth/group/").status_code == 404


def test_each_page_says_who_is_signed_in_and_as_what(as_manager):
    page = as_manager.get("/admin/").content.decode()

    assert "<b>Grace</b> <span>Practice manager</span>" in page


def test_a_part_of_the_desk_is_drawn_in_its_order(as_manager, monkeypatch):
    late = desk.Part("admin/keys.html", headline="Second", order=2)
    early = desk.Part("admin/keys.html", headline="First", order=1)
    monkeypatch.setattr(desk, "PARTS", [lambda user, at: late, lambda user, at: early])

    page = as_manager.get("/admin/")

    assert page.context["headline"] == "First"
    assert page.context["parts"] == [early, late]


# -- Signing in --------------------------------------------------------------------


def test_the_door_shows_patients_the_way_out(client):
    page = client.get("/admin/login/", follow=True).content.decode()

    assert "You need no account." in page
    assert "Your staff name" in page


def test_a_wrong_password_says_no_more_than_that(client):
    make_person(username="rosa", password="right and long enough")

    known = client.post(DOOR, {"username": "rosa", "password": "wrong"})
    unknown = client.post(DOOR, {"username": "nobody", "password": "wrong"})

    said = "That name and password do not go together."
    for page in (known, unknown):
        assert said in page.content.decode()


# -- People ------------------------------------------------------------------------


def test_the_room_of_people_is_named_as_in_the_header(as_owner):
    assert "<h1>People</h1>" in as_owner.get(PEOPLE).content.decode()


def test_a_person_gets_roles_in_words_and_keeps_the_rest(as_owner):
    person = make_person("editor", username="elena", first_name="Elena")
    roles = Group.objects.filter(name__in=["editor", "auditor"])

    page = as_owner.get(f"{PEOPLE}{person.pk}/change/")
    assert "Medical reviewer" in page.content.decode()
    answer = as_owner.post(
        f"{PEOPLE}{person.pk}/change/",
        {
            "username": "elena",
            "first_name": "Elena",
            "is_active": "on",
            "is_staff": "on",
            "groups": [group.pk for group in roles],
        },
    )

    assert answer.status_code == 302, problems_of(answer)
    assert set(person.groups.all()) == set(roles)
    assert person.user_permissions.count() == 0


def page_of(person):
    return f"{PEOPLE}{person.pk}/change/"


def test_the_manager_gives_roles_and_nothing_beyond_them(as_manager):
    person = make_person("front_desk", username="rosa")
    nurse = Group.objects.get(name="triage_nurse")
    wishes = {"is_superuser": "on", "password": "mine", "user_permissions": ["1"]}
    said = {"groups": [nurse.pk], "is_active": "on"}

    answer = save(as_manager, page_of(person), **said, **wishes)

    assert answer.status_code == 302, problems_of(answer)
    after = get_user_model().objects.get(pk=person.pk)
    assert list(after.groups.all()) == [nurse]
    assert (after.is_superuser, after.is_staff, after.is_active) == (False, True, True)
    assert after.password == person.password
    assert after.user_permissions.count() == 0


def test_the_manager_ends_a_sign_in(as_manager):
    person = make_person("front_desk")
    page = as_manager.get(page_of(person))

    as_manager.post(page_of(person), {**filled_in(page), "is_active": ""})

    person.refresh_from_db()
    assert not person.is_active


def test_the_manager_takes_no_further_role_and_does_not_lock_herself_out(as_manager):
    grace = get_user_model().objects.get(first_name="Grace")
    make_person("practice_manager")
    reviewer = Group.objects.get(name="medical_reviewer")

    save(as_manager, page_of(grace), groups=[reviewer.pk], is_active="")

    grace.refresh_from_db()
    assert [group.name for group in grace.groups.all()] == ["practice_manager"]
    assert grace.is_active


def test_the_manager_cannot_become_the_owner(as_manager):
    owner = get_user_model().objects.create_superuser("owner")
    rosa = make_person("front_desk")

    answers = {
        as_manager.post(page_of(owner), {"username": "mine"}).status_code,
        as_manager.post(f"{PEOPLE}{owner.pk}/password/", {}).status_code,
        as_manager.post(f"{PEOPLE}{rosa.pk}/password/", {}).status_code,
    }

    assert answers == {403}


@pytest.mark.parametrize("change", [{"is_active": ""}, {"groups": []}])
def test_the_last_manager_stays(as_owner, change):
    grace = make_person("practice_manager")

    page = as_owner.get(page_of(grace))
    answer = as_owner.post(page_of(grace), {**filled_in(page), **change})

    assert answer.status_code == 200
    assert "This is the last practice manager" in answer.content.decode()
    assert role_holders.managers().get() == grace


def test_two_managers_who_end_each_others_sign_in_at_once_leave_one(at_once):
    grace, hugo = (make_person(access.PRACTICE_MANAGER) for _ in "ab")

    def end_sign_in(person):
        with transaction.atomic():
            if role_holders.is_last_manager(person):
                return "refused"
            time.sleep(0.2)  # the other looks now
            get_user_model().objects.filter(pk=person.pk).update(is_active=False)
            return "ended"

    said = at_once(lambda: end_sign_in(grace), lambda: end_sign_in(hugo))

    assert sorted(said) == ["ended", "refused"]
    assert role_holders.managers().count() == 1


def test_nobody_is_deleted_because_their_acts_stay_on_record(as_owner):
    person = make_person("front_desk")

    deleted = as_owner.post(f"{PEOPLE}{person.pk}/delete/", {"post": "yes"})
    as_owner.post(
        PEOPLE, {"action": "delete_selected", "_selected_action": [person.pk]}
    )

    assert deleted.status_code == 403
    assert get_user_model().objects.filter(pk=person.pk).exists()


def test_a_new_person_can_be_added_with_a_password(as_owner):
    answer = as_owner.post(
        f"{PEOPLE}add/",
        {
            "username": "ben",
            "usable_password": "true",
            "password1": "long enough for anybody",
            "password2": "long enough for anybody",
        },
    )

    assert answer.status_code == 302, problems_of(answer)
    assert get_user_model().objects.filter(username="ben").exists()


def test_the_list_of_people_costs_the_same_however_many_there_are(
    as_owner, django_assert_max_num_queries
):
    for role in access.ROLE_WORDS:
        make_person(role)
    as_owner.get(PEOPLE)

    with django_assert_max_num_queries(9):
        page = as_owner.get(PEOPLE)

    assert "Triage nurse" in page.content.decode()


# -- What no page may hold ---------------------------------------------------------


def test_no_page_of_the_desk_carries_inline_script_or_style(
    as_owner, django_user_model
):
    Location.objects.create(name="A", street="B", city="C", region="WA")
    Announcement.objects.create(starts_at=NOON, ends_at=NOON + timedelta(days=1))
    pages = [
        "/admin/",
        "/admin/clinic_site/",
        CLINIC,
        HELP,
        "/admin/clinic_site/location/",
        "/admin/clinic_site/announcement/",
        "/admin/clinic_site/announcement/add/",
        "/admin/clinic_site/treatment/add/",
        PEOPLE,
        f"{PEOPLE}add/",
        f"{PEOPLE}{django_user_model.objects.get().pk}/change/",
        "/admin/password_change/",
        "/admin/appointments/appointmentrequest/",
    ]

    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=")
    found = {url: inline.findall(as_owner.get(url).content.decode()) for url in pages}

    assert {url: marks for url, marks in found.items() if marks} == {}


@pytest.mark.parametrize(
    ("asked_for", "heading"),
    [("es-US,es", "Iniciar sesión"), ("en-US", "Sign in"), ("de", "Sign in")],
)
def test_the_desk_speaks_the_language_of_its_browser(client, asked_for, heading):
    page = client.get(DOOR, headers={"Accept-Language": asked_for})

    assert heading in page.content.decode()


def test_the_site_speaks_the_language_of_its_address_whatever_the_browser(client):
    page = client.get("/articles/", headers={"Accept-Language": "es"})

    assert '<html lang="en"' in page.content.decode()
