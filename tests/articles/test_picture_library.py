"""What a page shows stays, what nobody shows can go, and nothing is half there."""

import io
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from articles import digests, picture_library
from articles.models import Clinician, FigureSection, Picture
from clinic_site import media, photographs
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_picture,
    make_publication,
    show,
)
from tests.photographs import a_photograph, drawn, from_a_telephone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def files(folder):
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_there_and_the_kept_one_has_no_address(client, folder):
    picture = make_picture()

    assert files(folder) == {picture.master, *picture.kept}
    assert client.get(f"/media/{picture.master}").status_code == 404
    for shape in picture.files.values():
        for file in shape["files"]:
            answer = client.get(file["url"])
            assert answer["Content-Type"] == f"image/{file['kind'].lower()}"
            assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_file_kept_of_a_photograph_says_where_it_was_taken(folder):
    make_picture(from_a_telephone())

    for path in folder.rglob("*.*"):
        assert not Image.open(BytesIO(path.read_bytes())).getexif(), path


def test_the_same_picture_is_kept_once(folder):
    first = make_picture()
    before = files(folder)

    with pytest.raises(picture_library.AlreadyThere) as found:
        make_picture(a_photograph())

    assert found.value.args == (first,)
    assert files(folder) == before


def test_two_people_with_the_same_picture_leave_one(at_once, folder):
    answers = at_once(make_picture, make_picture)

    assert Picture.objects.count() == 1
    refused = [one for one in answers if not isinstance(one, Picture)]
    assert [type(one) for one in refused] == [picture_library.AlreadyThere]
    assert files(folder) == {Picture.objects.get().master, *Picture.objects.get().kept}


def test_a_new_focus_cuts_anew_and_keeps_what_pages_show(folder):
    picture = make_picture()
    before, shown = files(folder), picture.shown_as("portrait")

    picture_library.refocus(picture, (10, 50))

    assert Picture.objects.get().shown_as("portrait") != shown
    assert before < files(folder)


def test_what_nobody_shows_goes_with_all_its_files(
    folder, django_capture_on_commit_callbacks
):
    picture = make_picture()

    with django_capture_on_commit_callbacks(execute=True):
        picture_library.remove(picture)

    assert not Picture.objects.exists()
    assert files(folder) == set()


def in_the_text(picture):
    show(make_article(), picture)


def as_a_portrait(picture):
    Clinician.objects.create(name="Ana", slug="ana", portrait=picture)


def on_a_page(picture):
    make_clinic()
    make_publication(show(make_article(), picture))
    FigureSection.objects.all().delete()


def on_a_page_of_the_past(picture):
    make_clinic()
    article = show(make_article(), picture)
    make_publication(article)
    FigureSection.objects.all().delete()
    make_publication(article, at=NOON + timedelta(days=1))


@pytest.mark.parametrize(
    "shown", [in_the_text, as_a_portrait, on_a_page, on_a_page_of_the_past]
)
def test_what_is_shown_anywhere_at_any_time_stays(folder, shown):
    picture = make_picture()
    shown(picture)

    with pytest.raises(picture_library.InUse):
        picture_library.remove(picture)

    assert files(folder) == {picture.master, *picture.kept}


def test_a_page_of_the_past_shows_the_same_bytes(client):
    on_a_page_of_the_past(picture := make_picture())
    article = FigureSection.parent.field.related_model.objects.get()
    picture_library.refocus(picture, (90, 50))

    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        answer = client.get(f"/articles/{article.slug}/as-of/2026-11-23/")
        page = answer.content.decode()

    address = page[page.index("/media/") :].split('"')[0].split(" ")[0]
    assert client.get(address).status_code == 200
    assert not list(digests.faults())


def test_the_database_itself_keeps_what_a_revision_shows():
    on_a_page(make_picture())

    with pytest.raises(IntegrityError):
        with transaction.atomic():
            Picture.objects.all()._raw_delete("default")
            transaction.get_connection().check_constraints()


def test_a_crash_between_files_and_row_is_found_later(folder):
    seen = photographs.opened(a_photograph(image=drawn(mark=(9, 9))))
    make_picture()
    media.write("0" * 32 + ".webp", photographs.master(seen), folder=media.MASTERS)
    media.write("1" * 32 + ".jpg", a_photograph())
    lost = Picture.objects.get().kept[0]
    media.remove(lost)

    now = picture_library.faults(at=NOON.replace(year=2020))
    later = picture_library.faults(at=NOON.replace(year=2999))

    missing = f"picture {Picture.objects.get().pk}: the file {lost} is missing"
    assert [said for said, _file in now] == [missing]
    assert [said for said, _file in later] == [
        missing,
        f"originals/{'0' * 32}.webp: no picture has this file",
        f"pictures/{'1' * 32}.jpg: no picture has this file",
    ]


def test_a_fault_while_it_is_drawn_leaves_nothing(folder, monkeypatch):
    def full(*args, **options):
        raise OSError("no space left on device")

    monkeypatch.setattr(photographs, "drawings", full)
    with pytest.raises(OSError, match="no space"):
        make_picture()

    assert files(folder) == set()
    assert not Picture.objects.exists()


def said_by_the_check(*options):
    """Return what verify_pictures prints, and whether it found anything amiss."""
    said = io.StringIO()
    try:
        call_command("verify_pictures", *options, stdout=said)
    except SystemExit as left:
        return said.getvalue(), left.code == 1
    return said.getvalue(), False


def test_the_check_names_each_fault_and_takes_out_what_is_left_over(folder, caplog):
    picture = make_picture()
    assert said_by_the_check() == ("", False)

    (folder / "pictures" / picture.kept[0]).unlink()
    (folder / "pictures" / f"{'0' * 32}.webp").write_bytes(b"left over")
    later = timezone.now() + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        said, is_amiss = said_by_the_check("--remove")
        picture_library.look_over(at=later)

    assert is_amiss
    assert f"picture {picture.pk}: the file {picture.kept[0]} is missing" in said
    assert f"pictures/{'0' * 32}.webp: no picture has this file" in said
    assert files(folder) == {picture.master, *picture.kept[1:]}
    assert [one.facts for one in caplog.records] == [{"count": 1}]
