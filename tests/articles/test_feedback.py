"""Was this page helpful? Counted by page and day; nothing about who said it."""

import pytest

from articles.models import PageFeedback
from tests.builders import make_article, make_clinic, make_publication


@pytest.fixture
def page(client, db):
    make_clinic()
    make_publication(make_article(title="Rest", slug="rest"))
    return client


@pytest.mark.parametrize(
    ("said", "thanked"),
    [("yes", "Good to know that the page helped."), ("no", "did not help")],
)
def test_an_answer_is_counted_and_thanked_for(page, said, thanked):
    answer = page.post("/articles/rest/helpful/", {"helpful": said})

    assert thanked in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    (counted,) = PageFeedback.objects.all()
    assert (counted.helpful, counted.unhelpful) == (said == "yes", said == "no")


def test_the_page_asks_with_a_form_of_its_own(page):
    html = page.get("/articles/rest/").content.decode()

    assert 'action="/articles/rest/helpful/" method="post"' in html
    assert "csrfmiddlewaretoken" not in html


def test_another_site_cannot_answer_for_a_reader(page):
    answer = page.post(
        "/articles/rest/helpful/",
        {"helpful": "no"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert not PageFeedback.objects.exists()
