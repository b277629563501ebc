"""No browser keeps an old hour: pages are asked about again and say what lags."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from clinic_site import shell
from clinic_site.models import Clinic, Treatment
from tests.builders import make_article, make_clinic, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(db):
    make_clinic()
    return Client()


@pytest.fixture
def twins(patient):
    """An English page and its Spanish translation, both live."""
    english = make_article(slug="rest", title="Rest well")
    make_publication(english)
    spanish = make_article(slug="descanso", language="es", translation_of=english)
    make_publication(spanish)
    english.refresh_from_db()
    spanish.refresh_from_db()
    return english, spanish


def publish_new_words(article):
    article.articles_textsection_set.update(html="<p>Other words.</p>")
    make_publication(article)
    shell.forget()


@pytest.mark.parametrize("address", ["/", "/articles/", "/articles/rest/"])
def test_a_browser_asks_again_and_hears_that_nothing_changed(patient, address):
    make_publication(make_article(slug="rest"))
    first = patient.get(address)

    second = patient.get(address, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert second.status_code == 304
    assert second["Cache-Control"] == "no-cache"


def test_a_browser_that_asks_again_gets_new_words(patient):
    article = make_article(slug="rest")
    make_publication(article)
    first = patient.get("/articles/rest/")
    article.refresh_from_db()
    publish_new_words(article)

    second = patient.get("/articles/rest/", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert "Other words." in second.content.decode()


def test_another_telephone_number_makes_a_kept_page_old(patient):
    make_publication(make_article(slug="rest"))
    first = patient.get("/articles/rest/")
    Clinic.objects.update(telephone="+13605550199")
    shell.forget_all()

    second = patient.get("/articles/rest/", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200


def test_a_translation_of_the_words_as_they_are_needs_no_notice(patient, twins):
    page = patient.get("/es/articles/descanso/").content.decode()

    assert "/articles/rest/" in page
    assert 'data-kind="inset"' not in page


def test_a_translation_says_that_its_original_has_changed(patient, twins):
    english, _spanish = twins

    publish_new_words(english)

    page = patient.get("/es/articles/descanso/").content.decode()
    assert 'data-kind="inset"' in page
    assert '<a href="/articles/rest/" lang="en" hreflang="en">Rest well</a>' in page
    assert 'data-kind="inset"' not in patient.get("/articles/rest/").content.decode()


def test_a_translation_that_was_made_anew_has_no_notice(patient, twins):
    english, spanish = twins
    publish_new_words(english)

    publish_new_words(spanish)

    page = patient.get("/es/articles/descanso/").content.decode()
    assert 'data-kind="inset"' not in page


def test_a_translation_published_first_knows_when_its_original_changes(patient):
    english = make_article(slug="rest")
    spanish = make_article(slug="descanso", language="es", translation_of=english)
    make_publication(spanish)
    make_publication(english)
    english.refresh_from_db()

    publish_new_words(english)

    page = patient.get("/es/articles/descanso/").content.decode()
    assert 'data-kind="inset"' in page


def test_a_page_travels_compressed_and_is_still_asked_about(patient):
    make_publication(make_article(slug="rest"))
    compressing = {"Accept-Encoding": "gzip"}
    first = patient.get("/articles/rest/", headers=compressing)

    asked = compressing | {"If-None-Match": first["ETag"]}
    second = patient.get("/articles/rest/", headers=asked)

    assert first["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first["Vary"]
    assert second.status_code == 304


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (None, "/articles/words/"),
        ("home", "/"),
        ("team", "/team/"),
        ("locations", "/locations/"),
        ("costs", "/costs/"),
        ("treatment-tms", "/treatments/tms/"),
    ],
)
def test_a_page_whose_review_has_lapsed_says_so_wherever_it_stands(
    patient, place, address
):
    Treatment.objects.create(slug="tms")
    shell.forget_all()
    make_publication(make_article(slug="words", place=place))

    with time_machine.travel(datetime(2027, 11, 1, 20, tzinfo=UTC), tick=False):
        on_the_last_day = patient.get(address).content.decode()
    with time_machine.travel(datetime(2027, 11, 2, 20, tzinfo=UTC), tick=False):
        afterwards = patient.get(address).content.decode()

    assert "should have looked at this page again" not in on_the_last_day
    assert "should have looked at this page again" in afterwards
    assert "November 1, 2027" in afterwards
