"""Editors hand in files at the desk and read there what became of them."""

import re
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from zeal import zeal_ignore

from articles import shipped
from articles.importing import runs
from articles.models import Article, ImportRun
from clinic_site.models import Treatment
from tests.builders import NOON, make_clinic, make_person

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parent / "fixtures"
EXPORT = (FIXTURES / "harbour.xml").read_bytes()
UPLOAD = "/admin/articles/importrun/add/"
PAGE = b"<!doctype html><h1>Kettles</h1><p>Do not drive for 24 hours.</p>"


# Each document has its turn by itself.
ONE_AFTER_ANOTHER = [
    {"model": "*", "field": "get()"},
    {"model": "articles.Article", "field": "*"},
]


@pytest.fixture(autouse=True)
def clinic(db):
    with zeal_ignore(ONE_AFTER_ANOTHER):
        yield make_clinic()


@pytest.fixture
def as_editor(client):
    client.force_login(make_person("editor", first_name="Edith"))
    return client


def words_of(answer):
    """What the page says, without its markup."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


def hand_in(client, *files, **said):
    uploads = [SimpleUploadedFile(name, source) for name, source in files]
    data = {"files": uploads, "language": "en", "form_key": uuid4()} | said
    return client.post(UPLOAD, data)


def test_an_editor_hands_in_a_file_and_is_led_to_its_report(as_editor):
    answer = hand_in(as_editor, ("kettles.html", PAGE))

    article = Article.objects.get()
    report = as_editor.get(answer["Location"])
    assert (answer.status_code, report.status_code) == (302, 200)
    assert f"/admin/articles/article/{article.pk}/change/" in report.content.decode()
    assert article.owner.first_name == "Edith"


def test_the_report_proposes_the_instruction_that_fits_a_typed_number(as_editor):
    shipped.load_shipped(NOON)

    report = as_editor.get(hand_in(as_editor, ("kettles.html", PAGE))["Location"])

    assert "Do not drive for 24 hours." in words_of(report)
    assert re.search("What fits: .*[Dd]riving", words_of(report))


def test_the_editors_checks_propose_it_too(as_editor):
    shipped.load_shipped(NOON)
    hand_in(as_editor, ("kettles.html", PAGE))

    page = as_editor.get(f"/admin/articles/article/{Article.objects.get().pk}/change/")

    assert re.search("What fits: .*[Dd]riving", words_of(page))


def test_a_refused_file_is_named_with_the_reason_and_nothing_is_made(as_editor):
    files = [("kettles.html", PAGE), ("broken.docx", b"PK\x03\x04 broken")]

    answer = hand_in(as_editor, *files)

    assert answer.status_code == 422
    assert "broken.docx: This is not a Word file that can be opened." in words_of(
        answer
    )
    assert not ImportRun.objects.exists()


def test_no_file_at_all_is_answered_in_words(as_editor):
    answer = as_editor.post(UPLOAD, {"language": "en", "form_key": uuid4()})

    assert "Choose a file first." in words_of(answer)


def test_a_second_press_of_the_button_leads_to_the_first_report(as_editor):
    key = uuid4()

    twice = [hand_in(as_editor, ("k.html", PAGE), form_key=key) for _press in range(2)]

    assert len({answer["Location"] for answer in twice}) == 1
    assert Article.objects.count() == 1


def test_categories_are_asked_for_before_anything_is_made(as_editor):
    for slug in ("ketamine", "tms"):
        Treatment.objects.create(slug=slug)
    address = hand_in(as_editor, ("harbour.xml", EXPORT))["Location"]
    asked = as_editor.get(address)
    assert "What do the categories mean here?" in words_of(asked)
    assert not Article.objects.exists()
    boxes = {one[0]: one[2].value() for one in asked.context["form"].rows()}
    assert boxes["Ketamine › After the visit"] == "ketamine"

    as_editor.post(address, {"choose": "1", "treatment-0": "tms", "stage-0": "safety"})

    parking = Article.objects.get(slug="parking")
    assert (parking.treatment.slug, parking.stage) == ("tms", "safety")
    assert Article.objects.get(slug="sofa-evenings").treatment is None


def test_a_long_import_shows_how_far_it_is_and_can_be_stopped(as_editor):
    run = runs.begin([("harbour.xml", EXPORT)], at=NOON, table={})
    address = f"/admin/articles/importrun/{run.pk}/change/"
    page = as_editor.get(address)
    assert '<meta http-equiv="refresh" content="4">' in page.content.decode()

    as_editor.post(address, {"stop": "1"})

    page = as_editor.get(address)
    assert "http-equiv" not in page.content.decode()
    assert "stopped before its turn" in words_of(page)
    assert not Article.objects.exists()


def test_reading_a_report_moves_nothing(as_editor):
    run = runs.begin([("harbour.xml", EXPORT)], at=NOON, table={})

    as_editor.get(f"/admin/articles/importrun/{run.pk}/change/")

    assert not Article.objects.exists()


def test_the_history_lists_imports(as_editor):
    hand_in(as_editor, ("kettles.html", PAGE))

    said = words_of(as_editor.get("/admin/articles/importrun/"))

    assert "kettles.html" in said
    assert "1 new working copy" in said


@pytest.mark.parametrize("role", ["medical_reviewer", "front_desk", "auditor"])
def test_only_those_who_write_import(client, role):
    client.force_login(make_person(role))
    run = runs.begin([("harbour.xml", EXPORT)], at=NOON, table={})
    address = f"/admin/articles/importrun/{run.pk}/change/"

    answers = [client.get(UPLOAD), hand_in(client, ("k.html", PAGE)),
               client.get(address), client.post(address, {"go_on": "1"})]  # fmt: skip

    assert {answer.status_code for answer in answers} == {403}
    assert not Article.objects.exists()


def test_a_report_is_read_in_the_language_of_its_reader(as_editor):
    address = hand_in(as_editor, ("a.html", b"<h1>A</h1><p style='x'>Words.</p>"))

    as_editor.cookies["django_language"] = "es"
    report = as_editor.get(address["Location"], headers={"Accept-Language": "es"})

    assert "Estilo dentro del texto" in words_of(report)
