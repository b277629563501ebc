"""What every page shows around its words, also on the day when everything fails."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.utils import translation

from clinic_site import languages, page_frame, shell
from clinic_site.models import (
    Announcement,
    AnnouncementText,
    Clinic,
    HelpNumbers,
    SiteVersion,
)
from tests.builders import NOON, make_clinic

pytestmark = pytest.mark.django_db
CLOSED = "When we are closed:</strong>|Cuando no abrimos:</strong>"


@pytest.fixture
def database_away(monkeypatch):
    """Every look at the site's version fails, as with a stopped database server."""

    def fail(*args, **kwargs):
        raise OperationalError("the server is gone")

    def go_away():
        shell.forget()
        monkeypatch.setattr(SiteVersion.objects, "values_list", fail)

    return go_away


def test_the_shell_holds_the_clinics_own_record():
    make_clinic(name="Harbour Clinic")

    found = shell.current()

    assert (found.name, found.telephone_words) == ("Harbour Clinic", "(360) 555-0142")
    assert found.week[0] == [["08:00", "17:00"]]
    assert found.week[6] == []


def test_a_change_by_staff_is_seen_after_the_version_grew():
    make_clinic(name="Before")
    assert shell.current().name == "Before"

    Clinic.objects.update(name="After")
    SiteVersion.grow()
    shell.forget()

    assert shell.current().name == "After"


def test_within_a_second_no_question_reaches_the_database(django_assert_num_queries):
    make_clinic()
    shell.current()

    with django_assert_num_queries(0):
        shell.current()


def test_with_the_database_away_the_last_good_shell_stays(database_away):
    make_clinic()
    shell.current()

    database_away()

    assert shell.current().telephone == "+13605550142"


def test_a_process_that_starts_without_the_database_reads_the_kept_file(database_away):
    make_clinic()
    HelpNumbers.objects.update(crisis="989")
    shell.current()
    shell.forget_all()

    database_away()

    assert shell.current().telephone == "+13605550142"
    assert shell.current().crisis_number == "989"


def test_with_nothing_at_all_the_help_numbers_still_stand(database_away, settings):
    settings.VAR_DIR = "/nowhere"
    shell.forget_all()

    database_away()

    assert shell.current().crisis_number == "988"
    assert shell.current().emergency_number == "911"


def test_a_damaged_file_does_no_harm(database_away, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "shell.json").write_text('{"name": ')
    shell.forget_all()

    database_away()

    assert shell.current().crisis_number == "988"


@pytest.mark.parametrize(
    ("after", "is_shown"),
    [(-1, False), (0, True), (59, True), (60, False)],
)
def test_an_announcement_starts_and_ends_by_the_clock(after, is_shown):
    make_clinic()
    announcement = Announcement.objects.create(
        starts_at=NOON, ends_at=NOON + timedelta(minutes=60)
    )
    AnnouncementText.objects.create(
        announcement=announcement, language="en", text="Closed for snow."
    )
    shell.forget_all()

    said = page_frame.announcement_at(shell.current(), NOON + timedelta(minutes=after))

    assert bool(said) is is_shown


def test_texts_are_in_the_language_of_the_page():
    make_clinic()

    with translation.override("es"):
        said = languages.in_language(shell.current().after_hours)

    assert said == "Deje un mensaje."


def test_a_language_without_its_own_text_gets_another_rather_than_nothing():
    found = replace(shell.Shell(), after_hours={"en": "Leave a message."})

    with translation.override("es"):
        said = languages.in_language(found.after_hours)

    assert said == "Leave a message."


@pytest.mark.parametrize(
    "address", ["/help-now/", "/es/help-now/", "/locations/", "/treatments/", "/no/"]
)
def test_no_page_only_says_call_us_before_the_clinic_wrote_what_to_do(client, address):
    make_clinic().texts.update(after_hours="")
    shell.forget_all()

    page = client.get(address).content.decode()

    for part in page.split("</main>"):  # the words, and the foot of the page
        _before, words = re.split(CLOSED, part)[:2]
        for number in ("911", "988", "+18002221222"):
            assert f'href="tel:{number}"' in words.partition("</p>")[0]


def test_moments_of_an_announcement_survive_the_kept_file(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    make_clinic()
    Announcement.objects.create(
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        ends_at=datetime(2027, 1, 1, tzinfo=UTC),
    )
    shell.forget_all()
    fresh = shell.current()

    assert shell._from_file() == fresh
