"""What machines read of a page: addresses, messages, facts."""

import json
import re
from types import SimpleNamespace

import pytest

FACTS = '{% page_facts title=title description="Why it helps." card=card %}'


@pytest.fixture
def page(render, shell):
    """Give `page(path, source)`: the head of a page at `path`."""

    def drawn(path, source=FACTS, **context):
        request = SimpleNamespace(path=path, **context.pop("known", {}))
        title = "Rest & sleep"
        return render(source, request=request, shell=shell, title=title, **context)

    return drawn


def test_a_page_names_itself_in_each_of_its_languages(page):
    html = page("/team/")

    assert '<link rel="canonical" href="http://localhost:8000/team/">' in html
    assert re.findall(
        'hreflang="([^"]+)" href="http://localhost:8000([^"]+)"', html
    ) == [
        ("en", "/team/"),
        ("es", "/es/team/"),
        ("x-default", "/team/"),
    ]


def test_a_page_without_a_translation_names_none(page):
    html = page("/articles/rest/", known={"translations": {"en": "/articles/rest/"}})

    assert "hreflang" not in html


def test_an_article_under_a_fixed_address_names_its_own(page):
    html = page("/costs/", canonical="/articles/costs-and-insurance/")

    assert 'rel="canonical" href="http://localhost:8000/articles/costs-' in html
    assert 'property="og:url" content="http://localhost:8000/articles/costs-' in html


def test_a_message_shows_title_sentence_and_picture(page):
    html = page("/articles/rest/", card=7)

    assert 'property="og:title" content="Rest &amp; sleep"' in html
    assert 'property="og:description" content="Why it helps."' in html
    assert 'property="og:image" content="http://localhost:8000/cards/7.png"' in html
    assert 'property="og:image:alt" content="Rest &amp; sleep"' in html
    assert 'property="og:locale" content="en_US"' in html
    assert 'property="og:locale:alternate" content="es_US"' in html


def test_a_language_that_names_its_own_land_keeps_it(page, settings):
    settings.LANGUAGES = [("en", "English"), ("pt-br", "Português")]

    html = page("/team/", known={"translations": {"en": "/a/", "pt-br": "/b/"}})

    assert 'property="og:locale:alternate" content="pt_BR"' in html


def test_a_page_without_a_publication_has_no_picture(page):
    assert "og:image" not in page("/articles/")


def test_facts_are_a_block_of_data_that_nothing_can_end(render):
    facts = [{"name": "</script><script>alert(1)</script> & <!-- é"}]

    html = render("{% structured_data facts=facts %}", facts=facts)

    start, end = '<script type="application/ld+json">', "</script>"
    assert html.startswith(start)
    assert html.count("<") == 2
    assert json.loads(html.removeprefix(start).removesuffix(end)) == facts[0]


def test_several_facts_stand_in_one_list(render):
    facts = [{"name": "a"}, {"name": "b"}]

    html = render("{% structured_data facts=facts %}", facts=facts)

    assert '[{"name":"a"},{"name":"b"}]' in html


def test_a_page_without_facts_has_no_block(render):
    assert render("{% structured_data facts=facts %}") == ""
