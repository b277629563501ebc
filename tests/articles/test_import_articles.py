"""One command brings a clinic's texts into its desk, each once and whole."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles import freezing, importing
from articles.models import Article, Clinician
from clinic_site.models import Treatment
from tests.builders import NOON, make_article, make_person

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parent / "fixtures"
TEXTS = sorted(str(path) for path in FIXTURES.glob("*.txt"))


def run(*files, **options):
    """Return what the command printed; a refusal's sentence goes to `stderr`."""
    said = StringIO()
    call_command("import_articles", *files, stdout=said, **options)
    return said.getvalue()


def imported(text="A title\n\nSome words."):
    return importing.parse(text.encode())


def test_five_texts_become_five_working_copies():
    run(*TEXTS)

    assert Article.objects.filter(current=None).count() == len(TEXTS) == 5


def test_a_working_copy_holds_exactly_what_the_text_said():
    found = importing.parse((FIXTURES / "timeline_and_tip.txt").read_bytes())

    article, _made = importing.store(found, at=NOON)

    assert freezing.freeze(article)["sections"] == found.sections


def test_the_same_texts_again_create_nothing():
    run(*TEXTS)
    before = list(Article.objects.values())

    said = run(*TEXTS)

    assert list(Article.objects.values()) == before
    assert said.count("already here") == 5


def test_an_editors_changes_outlive_a_second_import():
    article, _made = importing.store(imported(), at=NOON)
    Article.objects.update(title="A better title")

    again, outcome = importing.store(imported(), at=NOON)

    assert (again.pk, again.title, outcome) == (article.pk, "A better title", "same")


@pytest.mark.django_db(transaction=True)
def test_two_people_who_import_the_same_text_at_once_make_one_article(at_once):
    stored = at_once(*[lambda: importing.store(imported(), at=NOON)] * 2)

    assert sorted(outcome for _article, outcome in stored) == ["made", "same"]
    assert Article.objects.count() == 1


def test_an_import_that_fails_halfway_leaves_nothing():
    broken = replace(imported(), sections=[{"kind": "text", "html": ""}, {"kind": "?"}])

    with pytest.raises(KeyError):
        importing.store(broken, at=NOON)

    assert not Article.objects.exists()


def test_the_report_is_printed_with_its_lines():
    said = run(FIXTURES / "byline_and_views.txt")

    assert "Line 1, left out (page marker): top of page" in said
    assert "Line 6, taken (date): Updated: May 6, 2024" in said
    assert "Headings: 3, below them: 0, paragraphs: 8, lists: 0, callouts: 0." in said


def test_a_refused_file_is_named_and_the_others_are_imported(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    said = StringIO()

    with pytest.raises(CommandError) as failed:
        run(empty, TEXTS[0], tmp_path, stderr=said)

    assert failed.value.returncode == 1
    assert [line.partition(": ")[0] for line in said.getvalue().splitlines()] == [
        str(empty),
        str(tmp_path),
    ]
    assert Article.objects.count() == 1


def test_texts_with_the_same_title_get_addresses_of_their_own():
    make_article(slug="a-title")

    articles = [
        importing.store(imported(f"A title\n\n{words}."), at=NOON)[0]
        for words in ["One", "Two"]
    ]

    assert [article.slug for article in articles] == ["a-title-2", "a-title-3"]


@pytest.mark.parametrize("title", ["何时来诊所", "Word " * 29 + "end"])
def test_every_title_gets_an_address(title):
    article, _made = importing.store(imported(f"{title}\n\nSome words."), at=NOON)

    article.full_clean(exclude=["owner"])


def test_a_byline_leads_to_one_clinician_for_all_texts():
    for words in ["One", "Two"]:
        importing.store(imported(f"A title\n\nBy Ada Reyes, MD\n\n{words}."), at=NOON)

    assert list(Clinician.objects.values_list("name", "credential")) == [
        ("Ada Reyes", "MD")
    ]
    assert Article.objects.filter(author__name="Ada Reyes").count() == 2


def test_the_date_of_a_text_is_kept():
    run(FIXTURES / "byline_and_views.txt")

    assert str(Article.objects.get().updated_on) == "2024-05-06"


def test_the_guessed_treatment_is_chosen_when_the_clinic_knows_it():
    tms = Treatment.objects.create(slug="tms")

    article, _made = importing.store(imported("Before TMS\n\nSome words."), at=NOON)

    assert (article.treatment, article.stage) == (tms, "before")


def test_whoever_imports_looks_after_the_text_and_is_its_author():
    editor = make_person("editor")

    article, _made = importing.store(imported(), at=NOON, by=editor)

    assert article.owner == editor
    assert article.revisions.get().is_by(editor)


def test_a_spanish_text_is_imported_as_spanish(tmp_path):
    path = tmp_path / "texto.txt"
    path.write_text("Antes de la TMS\n\nUnas palabras.", encoding="utf-8")

    run(path, language="es")

    assert Article.objects.get().language == "es"
