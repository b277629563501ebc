"""What a patient sees when they read."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from articles import live
from articles.models import Article
from clinic_site import shell
from clinic_site.models import Clinic
from tests.builders import make_article, make_clinic, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(db):
    make_clinic()
    return Client()


def test_a_patient_reads_the_published_words(patient):
    make_publication(make_article(title="Rest", slug="rest"))

    page = patient.get("/articles/rest/")

    assert page.status_code == 200
    assert "<p>Lie down.</p>" in page.content.decode()
    assert page.content.decode().count("<h1") == 1


def test_a_working_copy_is_not_there_for_patients(patient):
    make_article(slug="rest")

    assert patient.get("/articles/rest/").status_code == 404


def test_an_article_stands_only_in_its_own_language(patient):
    make_publication(make_article(slug="descanso", language="es"))

    assert patient.get("/es/articles/descanso/").status_code == 200
    assert patient.get("/articles/descanso/").status_code == 404


def test_an_article_page_asks_the_database_one_question(
    patient, django_assert_num_queries
):
    make_publication(make_article(slug="rest"))
    patient.get("/articles/rest/")

    with django_assert_num_queries(1):
        patient.get("/articles/rest/")


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("address", ["/", "/articles/"])
def test_lists_ask_at_most_three_questions_whatever_their_length(
    patient, address, count, django_assert_max_num_queries
):
    for _each in range(count):
        make_publication(make_article())
    shell.forget()
    patient.get(address)
    shell.forget()

    with django_assert_max_num_queries(3):
        patient.get(address)


def test_the_list_holds_every_live_article(patient):
    for _each in range(30):
        make_publication(make_article())

    page = patient.get("/articles/").content.decode()

    by_stage, by_letter = page.split('id="all"')
    assert by_stage.count('href="/articles/article-') == 30
    assert by_letter.count('href="/articles/article-') == 30


def test_from_a_to_z_neither_accents_nor_question_marks_part_the_pages(patient):
    for title in ("Oír", "¿Es para mí?", "Época de cambios", "eso ayuda", "Efectos"):
        make_publication(make_article(title=title, language="es"))

    letters = patient.get("/es/articles/").context["letters"]

    assert [one["letter"] for one in letters] == ["E", "O"]
    assert [page.title for page in letters[0]["articles"]] == [
        "Efectos",
        "Época de cambios",
        "¿Es para mí?",
        "eso ayuda",
    ]


def test_the_list_shows_titles_as_they_were_published(patient):
    make_publication(make_article(title="Rest well"))
    Article.objects.update(title="Unpublished title")

    page = patient.get("/articles/").content.decode()

    assert "Rest well" in page
    assert "Unpublished title" not in page


@pytest.mark.parametrize("is_wanted", [False, True])
def test_the_way_out_is_on_every_page_or_on_none(patient, is_wanted):
    make_publication(make_article(slug="rest", stage="after"))
    if is_wanted:  # nothing is on unless the clinic wants it
        Clinic.objects.update(has_quick_exit=True)
        shell.forget_all()

    for address in (
        "/", "/articles/rest/", "/articles/rest/calm/", "/articles/rest/handout/",
        "/es/request/", "/search/", "/care-plan/", "/help-now/", "/nowhere/",
    ):  # fmt: skip
        page = patient.get(address).content.decode()
        assert page.count("https://www.weather.gov/") == is_wanted, address


def test_the_language_link_leads_to_the_translation(patient):
    english = make_article(slug="rest")
    make_publication(english)
    make_publication(
        make_article(slug="descanso", language="es", translation_of=english)
    )
    shell.forget()

    page = patient.get("/articles/rest/").content.decode()

    assert 'href="/es/articles/descanso/"' in page


def test_reading_sets_no_cookie(patient):
    make_publication(make_article(slug="rest"))

    for address in ["/", "/articles/", "/articles/rest/", "/nowhere/"]:
        assert not patient.get(address).cookies


def test_an_article_answers_only_to_reading(patient):
    make_publication(make_article(slug="rest"))

    assert patient.post("/articles/rest/").status_code == 405


def test_live_pages_are_read_again_only_after_a_change(
    patient, django_assert_num_queries
):
    make_publication()
    live.pages()

    with django_assert_num_queries(0):
        live.pages()


def test_a_review_in_the_evening_is_not_dated_tomorrow(patient):
    # 6 in the evening of November 23 where the clinic is, 2 in the morning UTC.
    evening = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    make_publication(make_article(slug="rest"), at=evening)

    page = patient.get("/articles/rest/").content.decode()

    assert 'datetime="2026-11-23"' in page
    assert 'datetime="2026-11-24"' not in page
