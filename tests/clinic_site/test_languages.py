"""Every page and every piece of it says which language it is in, also a third one."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from articles.models import Article
from clinic_site import languages, shell
from clinic_site.models import AnnouncementText, Clinic, ClinicText, Treatment
from tests.builders import make_article, make_clinic, make_publication

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]
ADDRESSES = [
    "/",
    "/articles/",
    "/articles/rest/",
    "/treatments/",
    "/team/",
    "/locations/",
    "/help-now/",
    "/request/",
    "/nowhere/",
]


@pytest.fixture
def site(db):
    make_clinic().texts.update(introduction="By the harbour.")
    return Client()


@pytest.fixture
def with_french(settings):
    """A clinic that adds a language to LANGUAGES, and nothing else."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "Français")]


def publish_everywhere():
    original = make_article(slug="rest")
    make_publication(original)
    for language in ("es", "fr"):
        twin = make_article(slug="rest", language=language, translation_of=original)
        make_publication(twin)


def page_at(site, address):
    return site.get(address).content.decode()


def langs(html):
    """Return every language that the page or a piece of it names, the page's first."""
    return re.findall(r'<(?:html|span|a)[^>]*\slang="([^"]*)"', html)


# -- Pages and pieces --------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_in_its_language_but_for_the_way_to_the_other(site, address):
    publish_everywhere()

    english, spanish = page_at(site, address), page_at(site, f"/es{address}")

    assert langs(english) == ["en", "es"]
    assert langs(spanish) == ["es", "en"]
    assert re.search(r'lang="es" hreflang="es">Español</a>', english)
    assert re.search(r'lang="en" hreflang="en">English</a>', spanish)


def test_dates_are_written_as_one_writes_them_in_each_language(site):
    publish_everywhere()

    english, spanish = (page_at(site, f"{p}/articles/rest/") for p in ("", "/es"))

    assert '<time datetime="2026-11-23">November 23, 2026</time>' in english
    assert '<time datetime="2026-11-23">23 de noviembre de 2026</time>' in spanish
    assert "November" not in spanish


def test_the_week_and_the_hours_are_said_in_the_pages_language(site):
    assert "Monday to Friday" in page_at(site, "/")
    assert "De lunes a viernes" in page_at(site, "/es/")


@pytest.mark.parametrize("address", ["/es/", "/es/treatments/", "/es/treatments/tms/"])
def test_staffs_words_in_another_language_say_so(site, address):
    tms = Treatment.objects.create(slug="tms")
    tms.texts.create(language="en", name="Magnets", summary="A coil over your head.")
    ClinicText.objects.filter(language="es").delete()
    shell.forget_all()

    html = page_at(site, address)

    for words in ("Magnets", "A coil over your head.", "Leave a message."):
        assert f'<span lang="en">{words}</span>' in html
    head = html[: html.index("</head>")]
    assert "<span" not in head


def test_words_in_the_pages_own_language_carry_no_mark(site):
    assert '<span lang="' not in page_at(site, "/")


def test_a_number_in_words_of_another_language_is_still_a_link(site):
    ClinicText.objects.filter(language="es").delete()
    ClinicText.objects.update(after_hours="Call 988.")
    shell.forget_all()

    html = page_at(site, "/es/locations/")

    assert '<span lang="en">Call <a href="tel:988">988</a>.</span>' in html


@pytest.mark.parametrize(
    ("texts", "said", "language"),
    [
        ({"en": "Hello", "es": "Hola"}, "Hola", "es"),
        ({"en": "Hello", "es": ""}, "Hello", "en"),
        ({"fr": "Bonjour"}, "Bonjour", "fr"),
        ({"fr": "Bonjour", "en": "Hello"}, "Hello", "en"),
    ],
)
def test_what_is_missing_is_said_in_the_sites_own_language_first(texts, said, language):
    with translation.override("es"):
        found = languages.in_language(texts)

    assert (found, found.language) == (said, language)


@pytest.mark.parametrize("texts", [{}, {"en": "", "es": ""}])
def test_where_nobody_said_anything_nothing_is_said(texts):
    assert languages.in_language(texts) == ""


# -- A third language needs no code ------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_answers_in_a_third_language(with_french, site, address):
    publish_everywhere()

    answer = site.get(f"/fr{address}")

    html = answer.content.decode()
    assert answer.status_code == (404 if "nowhere" in address else 200)
    assert langs(html)[0] == "fr"
    assert {"en", "es"} <= set(langs(html))
    assert 'href="tel:988"' in html


def test_a_page_in_three_languages_names_all_three(with_french, site):
    publish_everywhere()

    html = page_at(site, "/fr/articles/rest/")

    assert dict(
        re.findall(r'hreflang="([^"]*)" href="http://localhost:8000([^"]*)"', html)
    ) == {
        "en": "/articles/rest/",
        "es": "/es/articles/rest/",
        "fr": "/fr/articles/rest/",
        "x-default": "/articles/rest/",
    }
    assert "/fr/articles/rest/</loc>" in page_at(site, "/sitemap.xml")
    assert "/fr/articles/rest/" in page_at(site, "/fr/feed/")


def test_without_words_in_the_third_language_there_are_others(with_french, site):
    html = page_at(site, "/fr/")

    assert '<span lang="en">By the harbour.</span>' in html
    assert '<span lang="en">Leave a message.</span>' in html


def test_dates_in_a_third_language_need_no_translation_of_ours(with_french, site):
    publish_everywhere()

    assert "novembre" in page_at(site, "/fr/articles/rest/")


@pytest.mark.parametrize("model", [Article, ClinicText, AnnouncementText])
def test_staff_can_choose_the_third_language(with_french, model):
    choices = dict(model._meta.get_field("language").choices)

    assert choices["fr"] == "Français"


def test_the_desk_asks_for_words_in_each_of_three_languages(
    with_french, site, admin_client
):
    address = reverse("admin:clinic_site_clinic_change", args=[Clinic.objects.get().pk])

    page = admin_client.get(address)

    (texts,) = [
        one.formset
        for one in page.context["inline_admin_formsets"]
        if one.formset.model is ClinicText
    ]
    written = {form["language"].value() for form in texts.forms}
    assert written == {"en", "es", "fr"}


def test_a_language_the_site_does_not_have_is_not_found(site):
    assert site.get("/fr/").status_code == 404
