"""The clinic's logo: put up in the admin, shown in the header, served as ours alone."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from zeal import zeal_ignore

from clinic_site import logo, pictures, shell
from clinic_site.models import Clinic
from tests.admin_forms import problems_of, save
from tests.builders import make_clinic, make_person

pytestmark = pytest.mark.of_pages
CLINIC = "/admin/clinic_site/clinic/1/change/"


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    make_clinic(name="Harbour Clinic").texts.update(introduction="By the harbour.")
    # The stock admin reads each row of an inline by itself when it is saved.
    with zeal_ignore([{"model": "clinic_site.*", "field": "get()"}]):
        yield tmp_path / "media"


@pytest.fixture
def manager_saves(client, django_capture_on_commit_callbacks):
    """The clinic's form, sent with some changes, and all that follows from it."""
    client.force_login(make_person("practice_manager"))

    def send(**changes):
        with django_capture_on_commit_callbacks(execute=True):
            return save(client, CLINIC, **changes)

    return send


def a_file(name="logo.png", *, colour="teal", kind="PNG"):
    found = BytesIO()
    Image.new("RGB", (300, 100), colour).save(found, kind)
    return SimpleUploadedFile(name, found.getvalue())


def header(client):
    page = client.get("/").content.decode()
    return re.search(r'<a class="brand".*?</a>', page, re.DOTALL)[0]


def test_the_owner_puts_up_a_logo_and_the_next_page_shows_it(manager_saves):
    assert "<img" not in header(Client())

    answer = manager_saves(new_logo=a_file())

    assert answer.status_code == 302, problems_of(answer)
    shown = re.search(r"<img[^>]*>", header(Client()))[0]
    assert 'width="300" height="100" alt="Harbour Clinic"' in shown
    address = re.search(r'src="([^"]*)"', shown)[1]
    assert Client().get(address).status_code == 200


def test_the_logo_is_served_as_a_picture_that_never_ages_and_never_runs(manager_saves):
    manager_saves(new_logo=a_file())

    answer = Client().get(shell.current().logo["url"])

    assert Image.open(BytesIO(answer.content)).size == (300, 100)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "0123456789abcdef0123456789abcdef.svg",
        "0123456789abcdef0123456789abcdef.webp",
        "..%2Fsite.sqlite3",
        "../site.sqlite3",
        "",
    ],
)
def test_nothing_is_served_that_we_did_not_write(folder, name):
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures" / "notes.txt").write_text("a patient's notes")
    (folder / "pictures" / "0123456789abcdef0123456789abcdef.svg").write_text("<svg/>")
    (folder / "site.sqlite3").write_text("everything")

    assert Client().get(f"/media/{name}").status_code == 404


def test_another_logo_takes_the_first_one_away_for_good(manager_saves, folder):
    manager_saves(new_logo=a_file())
    first = shell.current().logo["url"]

    manager_saves(new_logo=a_file(colour="red"))

    assert shell.current().logo["url"] != first
    assert Client().get(first).status_code == 404
    assert len(list(folder.rglob("*.webp"))) == 1


def test_the_same_logo_chosen_again_stays(manager_saves):
    for _each in range(2):
        manager_saves(new_logo=a_file())

    assert Client().get(shell.current().logo["url"]).status_code == 200


def test_a_logo_can_be_taken_down(manager_saves, folder):
    manager_saves(new_logo=a_file())

    manager_saves(**{"new_logo-clear": "on"})

    assert "<img" not in header(Client())
    assert "Harbour Clinic" in header(Client())
    assert not list(folder.rglob("*.webp"))


def test_the_form_shows_the_logo_that_patients_see(client, manager_saves):
    manager_saves(new_logo=a_file())

    page = client.get(CLINIC).content.decode()

    assert f'<img src="{shell.current().logo["url"]}" width="300" height="100"' in page
    assert 'name="new_logo-clear"' in page
    assert 'type="file" name="new_logo" accept=".png,.jpg,.jpeg,.webp"' in page


def test_saving_the_rest_of_the_form_keeps_the_logo(manager_saves):
    manager_saves(new_logo=a_file())
    before = Clinic.objects.get().logo

    manager_saves(name="Quay Clinic")

    assert Clinic.objects.get().logo == before


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (a_file("logo.jpg"), "it is PNG"),
        (SimpleUploadedFile("logo.svg", b"<svg/>"), "can hold programs"),
        (SimpleUploadedFile("logo.png", b"MZ"), "no picture"),
        (SimpleUploadedFile("logo.png", b""), "empty"),
        (SimpleUploadedFile("a.png", b"x" * (pictures.MOST_BYTES + 1)), "2 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_beside_the_field(
    manager_saves, folder, file, said
):
    answer = manager_saves(new_logo=file)

    assert answer.status_code == 200
    assert said in " ".join(problems_of(answer))
    assert Clinic.objects.get().logo == ""
    assert not folder.exists()


def test_a_logo_that_was_never_saved_takes_nothing_away(db, folder):
    clinic = Clinic.objects.get()
    first = pictures.made_ours(a_file().read(), file_name="a.png", within=(300, 100))
    logo.change(clinic, first)

    clinic.refresh_from_db()

    assert clinic.logo == ""
    assert len(list(folder.rglob("*.webp"))) == 1


def test_the_kept_file_holds_the_logo_for_a_bad_day(manager_saves, settings):
    manager_saves(new_logo=a_file())

    found = shell.current().logo

    kept = json.loads((Path(settings.VAR_DIR) / "shell.json").read_text())
    assert kept["logo"] == found
