from types import SimpleNamespace

from django.urls import reverse

from clinic_site.components import frame


def test_the_header_leads_to_the_other_language_in_its_own_words(render, shell):
    languages = [{"code": "es", "name": "Español", "url": "/es/"}]

    html = render("{% site_header %}", shell=shell, other_languages=languages)

    assert 'href="/es/" lang="es" hreflang="es">Español</a>' in html
    assert 'href="tel:+13605550142"' in html


def test_the_menu_marks_the_page_that_is_open(render, shell):
    here = SimpleNamespace(path=reverse("articles"))

    html = render("{% site_header %}", shell=shell, request=here)

    assert html.count('aria-current="page"') == 1
    assert f'<a href="{here.path}" aria-current="page">' in html


def test_an_address_the_site_does_not_have_is_left_out():
    links = frame.links_to([("no_such_page", "Nothing"), ("articles", "Articles")])

    assert [link["title"] for link in links] == ["Articles"]


def test_the_header_stands_when_nothing_is_known_of_the_clinic(render):
    html = render("{% site_header %}")

    assert "<header" in html
    assert "tel:" not in html
