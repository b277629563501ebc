"""The demonstration clinic comes whole into an empty database, and only there."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from clinic_site import demonstration, holidays, opening, shell
from clinic_site.models import Announcement, Clinic, HelpNumbers, Treatment
from tests.builders import make_clinic

HERE = ZoneInfo("America/Los_Angeles")
AT = datetime(2026, 11, 23, 9, 0, tzinfo=HERE)


@pytest.fixture
def demo(db, settings):
    """Load the whole demonstration, as `manage.py demo` does."""
    settings.DEMO = True
    shell.forget_all()
    yield lambda: demonstration.load(at=AT)
    shell.forget_all()


@pytest.fixture
def clinic_alone(demo, monkeypatch):
    """Load the clinic and its people without what the apps add."""
    monkeypatch.setattr(demonstration, "PARTS", [])
    return demo


def test_an_empty_database_gets_the_demonstration_clinic(clinic_alone):
    assert clinic_alone() is True

    shown = shell.current()
    assert shown.is_demo
    assert shown.name == "Tern Hill Clinic"
    assert shown.telephone_words == "(360) 555-0142"
    assert shown.address_lines == ["418 Alder Street, Suite 2", "Port Ellery, WA"]
    assert opening.week_in_words(shown.week) == ["Monday to Friday, 8:00 am to 5:00 pm"]
    assert set(shown.after_hours) == set(shown.introduction) == {"en", "es"}


def test_the_three_treatments_are_named_in_both_languages(clinic_alone):
    clinic_alone()

    named = {
        treatment.slug: {text.language for text in treatment.texts.all()}
        for treatment in Treatment.objects.prefetch_related("texts")
    }
    assert named == dict.fromkeys(["ketamine", "spravato", "tms"], {"en", "es"})


def test_each_person_signs_in_with_their_role_and_says_what_they_are(clinic_alone):
    clinic_alone()

    for username, (role, words) in demonstration.PEOPLE.items():
        person = authenticate(username=username, password=demonstration.PASSWORD)
        assert person.get_full_name() == f"{words} (demonstration)"
        assert [group.name for group in person.groups.all()] == [role]
        assert person.is_staff
        assert not person.is_superuser


def test_the_announcement_names_the_next_day_that_is_shut(clinic_alone):
    clinic_alone()

    announcement = Announcement.objects.get()
    said = {text.language: text.text for text in announcement.texts.all()}
    assert said["en"].startswith(
        "We are closed on Thursday, November 26, for Thanksgiving."
    )
    assert said["es"].startswith(
        "Cerramos el jueves 26 de noviembre por el Día de Acción de Gracias."
    )
    assert announcement.starts_at == AT
    assert announcement.ends_at == datetime(2026, 11, 27, tzinfo=HERE)


def test_nobody_claims_to_have_checked_the_help_numbers(clinic_alone):
    clinic_alone()

    assert HelpNumbers.objects.get().checked_on is None


def test_a_real_clinics_site_is_never_given_demonstration_people(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo")

    assert not Clinic.objects.exists()
    assert not get_user_model().objects.exists()


def test_the_command_leaves_a_clinic_alone_whatever_kind_of_site_it_is(db, settings):
    settings.DEMO = False
    make_clinic(name="Harbour Clinic")

    call_command("demo")

    assert Clinic.objects.get().name == "Harbour Clinic"
    assert not get_user_model().objects.exists()


def test_a_part_that_fails_leaves_nothing_of_the_demonstration(demo, monkeypatch):
    def broken(*, at):
        raise RuntimeError

    monkeypatch.setattr(demonstration, "PARTS", [broken])

    with pytest.raises(RuntimeError):
        demo()

    assert not Clinic.objects.exists()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param(
            date(2026, 11, 26), (date(2026, 11, 26), "thanksgiving"), id="today"
        ),
        pytest.param(
            date(2026, 11, 27), (date(2026, 12, 25), "christmas"), id="the-next"
        ),
        pytest.param(
            date(2027, 12, 26), (date(2027, 12, 31), "new_year"), id="saturday"
        ),
        pytest.param(
            date(2027, 6, 20), (date(2027, 7, 5), "independence"), id="sunday"
        ),
        pytest.param(
            date(2027, 5, 1), (date(2027, 5, 31), "memorial"), id="last-monday"
        ),
        pytest.param(
            date(2027, 1, 2), (date(2027, 1, 18), "martin_luther_king"), id="third"
        ),
    ],
)
def test_the_next_holiday_is_kept_on_its_weekday(start, expected):
    assert holidays.ahead(start)[0] == expected


def test_a_year_ahead_holds_each_holiday_once():
    found = [name for _day, name in holidays.ahead(date(2026, 11, 23), months=12)]

    assert sorted(found) == sorted(
        [
            "thanksgiving", "christmas", "new_year", "martin_luther_king", "memorial",
            "juneteenth", "independence", "labor",
        ]
    )  # fmt: skip


def test_the_day_counts_where_the_clinic_is(clinic_alone):
    late_on_thanksgiving = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)

    demonstration.load(at=late_on_thanksgiving)

    assert Clinic.objects.get().closures.first().day == date(2026, 11, 26)
