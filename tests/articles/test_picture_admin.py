"""An editor puts a picture in, says what matters in it, and sees where it is shown."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Picture
from clinic_site import photographs
from tests.admin_forms import problems_of, save
from tests.builders import (
    make_article,
    make_clinic,
    make_person,
    make_picture,
    make_publication,
    show,
)
from tests.photographs import a_bomb, a_photograph, drawn, that_moves

LIBRARY = "/admin/articles/picture/"
ADD = f"{LIBRARY}add/"


@pytest.fixture
def editor(db, settings, tmp_path, client):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    make_clinic()
    client.force_login(make_person("editor"))
    client.folder = tmp_path / "media"
    return client


def put_in(client, data, *, file_name="sky.jpg", name="A calm sky"):
    file = SimpleUploadedFile(file_name, data)
    return client.post(ADD, {"file": file, "name": name}, follow=True)


def change_page(picture):
    return f"{LIBRARY}{picture.pk}/change/"


def test_a_picture_that_was_put_in_asks_for_its_focus(editor):
    answer = put_in(editor, a_photograph())

    picture = Picture.objects.get()
    assert answer.redirect_chain == [(change_page(picture), 302)]
    page = answer.content.decode()
    assert "Say now where its focus is" in page
    assert picture.files["figure"]["files"][1]["url"] in page
    assert "style=" not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("name", ["../../etc/passwd.jpg", "a\0b.php", "x" * 300])
def test_the_name_of_the_file_leads_nowhere(editor, name):
    put_in(editor, a_photograph(), file_name=name)

    kept = {path.name for path in editor.folder.rglob("*") if path.is_file()}
    assert kept
    assert all(re.fullmatch(r"[0-9a-f]{32}\.(webp|avif|jpg)", one) for one in kept)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"<svg onload='alert(1)'/>", "can hold programs", id="drawing"),
        pytest.param(a_bomb(30000, 30000), "too many points", id="bomb"),
        pytest.param(a_photograph()[:3000], "damaged", id="cut-off"),
        pytest.param(that_moves("WEBP"), "This picture moves", id="moves"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\xff" * (20 * 1024**2 + 9), "The most is 20 MB", id="large"),
    ],
)
def test_what_cannot_be_shown_is_refused_beside_the_field(editor, data, said):
    answer = put_in(editor, data)

    assert answer.status_code == 200
    assert said in " ".join(problems_of(answer))
    assert not Picture.objects.exists()
    assert not editor.folder.exists()


def test_the_same_picture_twice_is_named(editor):
    put_in(editor, a_photograph(), name="First")

    answer = put_in(editor, a_photograph(), name="Second")

    assert "in the library already: “First”" in " ".join(problems_of(answer))
    assert Picture.objects.get().name == "First"


def test_a_new_focus_is_typed_as_two_numbers(editor):
    picture = make_picture()
    before = picture.shown_as("portrait")

    answer = save(editor, change_page(picture), focus_x="20", focus_y="30")

    assert answer.status_code == 302
    picture.refresh_from_db()
    assert picture.focus == (20, 30)
    assert picture.shown_as("portrait") != before


def test_nobody_else_waits_while_a_picture_is_drawn(editor, monkeypatch):
    """On SQLite a transaction that writes keeps everybody else from writing."""
    drawn_within, drawings = [], photographs.drawings

    def watched(*args, **options):
        drawn_within.append(len(connection.savepoint_ids))
        return drawings(*args, **options)

    monkeypatch.setattr(photographs, "drawings", watched)
    put_in(editor, a_photograph())
    save(editor, change_page(Picture.objects.get()), focus_x="20")

    assert drawn_within == [0, 0]


def test_a_focus_outside_of_the_picture_is_refused(editor):
    picture = make_picture()

    answer = save(editor, change_page(picture), focus_x="101")

    assert "less than or equal to 100" in " ".join(problems_of(answer))


def test_the_page_of_a_picture_says_where_it_is_shown_and_that_it_stays(editor):
    article = show(make_article(title="Resting well"), picture := make_picture())
    make_publication(article)

    page = editor.get(change_page(picture)).content.decode()

    assert "Resting well" in page
    assert "it stays" in page
    assert f"{LIBRARY}{picture.pk}/delete/" not in page
    gone = editor.post(f"{LIBRARY}{picture.pk}/delete/", {"post": "yes"})
    assert gone.status_code == 403
    assert Picture.objects.exists()


def test_a_picture_that_nothing_shows_can_be_taken_out(
    editor, django_capture_on_commit_callbacks
):
    picture = make_picture()

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{LIBRARY}{picture.pk}/delete/", {"post": "yes"})

    assert not Picture.objects.exists()
    assert not [path for path in editor.folder.rglob("*") if path.is_file()]


def test_the_list_costs_the_same_for_many_pictures(editor):
    make_picture()
    with CaptureQueriesContext(connection) as for_one:
        editor.get(LIBRARY)
    for place in (200, 300):
        make_picture(a_photograph(image=drawn(mark=(place, 99))), name=f"Sky {place}")

    with CaptureQueriesContext(connection) as for_three:
        page = editor.get(LIBRARY).content.decode()

    assert page.count('width="96" height="96"') == 3
    assert len(for_three) <= len(for_one)
