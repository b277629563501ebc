"""The owner's first hour: the clinic gets its own face, without a developer."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from zeal import zeal_ignore

from clinic_site import palettes, shell
from clinic_site.models import Announcement, Clinic, SiteVersion, Treatment
from tests.admin_forms import problems_of, save
from tests.builders import NOON, make_clinic, make_person

CLINIC = "/admin/clinic_site/clinic/1/change/"
TREATMENTS = "/admin/clinic_site/treatment/"
ANNOUNCEMENTS = "/admin/clinic_site/announcement/"


@pytest.fixture
def manager(db, client, settings, tmp_path):
    """The practice manager at the desk of a clinic that has only just started."""
    settings.MEDIA_ROOT = str(tmp_path)
    make_clinic().texts.update(introduction="We are here.")
    client.force_login(make_person("practice_manager"))
    # The stock admin reads each row of an inline by itself when it is saved.
    reads = [{"model": "clinic_site.*", "field": "*"}]
    with time_machine.travel(NOON, tick=False), zeal_ignore(reads):
        yield client


@pytest.fixture
def sends(manager, django_capture_on_commit_callbacks):
    """Fill in the form at an address and send it, up to what a patient sees next."""

    def send(address, **changes):
        patients_page()  # the site runs, and knows the old state
        with django_capture_on_commit_callbacks(execute=True):
            answer = save(manager, address, **changes)
        assert answer.status_code == 302, problems_of(answer)

    return send


def patients_page(address="/"):
    return Client().get(address).content.decode()


def a_logo():
    found = BytesIO()
    Image.new("RGB", (300, 100), "teal").save(found, "PNG")
    return SimpleUploadedFile("logo.png", found.getvalue())


def without_treatments(page):
    return "What we do here" not in page


def offer(sends, slug, name, **fields):
    sends(
        f"{TREATMENTS}add/",
        slug=slug,
        is_offered="on",
        **{"texts-0-name": name, "texts-0-summary": f"{name} in one sentence."},
        **fields,
    )


# -- The face ----------------------------------------------------------------------


def test_the_logo_stands_on_the_next_page(sends):
    sends(CLINIC, new_logo=a_logo())

    assert re.search(r'<img[^>]*alt="Harbour Clinic"', patients_page())


@pytest.mark.parametrize("palette", palettes.Palette.values)
def test_each_of_the_six_palettes_colours_the_next_page(sends, palette):
    sends(CLINIC, palette=palette)

    assert f'data-palette="{palette}"' in patients_page()


def test_a_palette_that_is_not_one_of_ours_is_refused(manager):
    answer = save(manager, CLINIC, palette="neon")

    assert answer.status_code == 200
    assert Clinic.objects.get().palette == "tide"


def test_the_form_shows_the_six_palettes_and_the_logo_to_the_manager(manager):
    page = manager.get(CLINIC).content.decode()

    assert page.count('name="palette"') == 6
    assert 'name="new_logo"' in page
    assert 'enctype="multipart/form-data"' in page


# -- Treatments --------------------------------------------------------------------


def test_treatments_are_offered_as_soon_as_they_are_written(sends):
    assert without_treatments(patients_page())

    offer(sends, "tms", "TMS")

    assert "TMS in one sentence." in patients_page()
    assert "TMS in one sentence." in patients_page("/treatments/tms/")


def test_treatments_stand_in_the_order_the_manager_gives_them(sends):
    offer(sends, "tms", "TMS", position="2")
    offer(sends, "ketamine", "Ketamine", position="1")

    page = patients_page("/treatments/")

    assert page.index("Ketamine in") < page.index("TMS in")


def test_a_treatment_that_ends_leaves_home_at_once_and_can_come_back(sends):
    offer(sends, "tms", "TMS")
    address = f"{TREATMENTS}{Treatment.objects.get().pk}/change/"

    sends(address, is_offered="")
    assert without_treatments(patients_page())
    assert "We no longer give this treatment." in patients_page("/treatments/tms/")

    sends(address, is_offered="on")
    assert "TMS in one sentence." in patients_page()


# -- Announcement ------------------------------------------------------------------


def test_an_announcement_is_up_with_the_next_page(sends):
    sends(
        f"{ANNOUNCEMENTS}add/",
        severity="important",
        starts_at="2026-11-23T09:00",  # it is nine at the clinic
        ends_at="2026-11-23T12:00",
        shows_telephone="on",
        **{"texts-0-text": "Closed for snow.", "texts-1-text": "Cerrado por nieve."},
    )

    assert "Closed for snow." in patients_page()
    assert "Cerrado por nieve." in patients_page("/es/")
    with time_machine.travel(NOON + timedelta(hours=3), tick=False):
        assert "Closed for snow." not in patients_page()


def test_an_announcement_taken_down_is_gone_with_the_next_page(
    sends, manager, django_capture_on_commit_callbacks
):
    announcement = Announcement.objects.create(
        starts_at=NOON, ends_at=NOON + timedelta(hours=3)
    )
    announcement.texts.create(language="en", text="Closed for snow.")
    SiteVersion.grow()
    assert "Closed for snow." in patients_page()

    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"{ANNOUNCEMENTS}{announcement.pk}/delete/", {"post": "yes"})

    assert "Closed for snow." not in patients_page()


# -- Every process, not only this one ----------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        (CLINIC, {"palette": "plum"}),
        (CLINIC, {"new_logo": a_logo()}),
        (f"{TREATMENTS}add/", {"slug": "tms", "texts-0-name": "TMS"}),
        (
            f"{ANNOUNCEMENTS}add/",
            {
                "starts_at": "2026-11-23T09:00",
                "ends_at": "2026-11-23T12:00",
                "texts-0-text": "Closed.",
            },
        ),
    ],
    ids=["palette", "logo", "treatment", "announcement"],
)
def test_each_change_makes_every_process_look_again(manager, change):
    address, fields = change
    fields = {"texts-0-summary": "One sentence."} | fields
    if "treatment" not in address:
        del fields["texts-0-summary"]
    SiteVersion.grow()
    before = SiteVersion.objects.get().number

    answer = save(manager, address, **fields)

    assert answer.status_code == 302, problems_of(answer)
    assert SiteVersion.objects.get().number > before


def test_nobody_but_the_manager_gives_the_clinic_its_face(manager, settings):
    shell.forget_all()
    refused = {}
    for role in ("editor", "medical_reviewer", "front_desk", "triage_nurse", "auditor"):
        manager.force_login(make_person(role))
        refused[role] = [
            manager.post(address, {"palette": "plum"}).status_code
            for address in (CLINIC, f"{TREATMENTS}add/", f"{ANNOUNCEMENTS}add/")
        ]

    assert set(map(tuple, refused.values())) == {(403, 403, 403)}
    assert Clinic.objects.get().palette == "tide"
