"""Was this page helpful? Counted for those who write, and nothing about who said it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from articles.models import Article, PageFeedback, with_feedback
from clinic_site import shell
from clinic_site.models import SiteVersion
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/articles/rest/helpful/"
TODAY = date(2026, 11, 23)


@pytest.fixture
def article(db):
    make_clinic()
    article = make_article(slug="rest", title="Rest")
    make_publication(article)
    return article


def say(said, address=ADDRESS, **headers):
    return Client().post(address, {"helpful": said}, headers=headers)


def thanked(answer):
    """The page that a browser shows after the answer was taken."""
    return Client().get(answer["Location"]).content.decode()


def counts():
    return list(PageFeedback.objects.values_list("helpful", "unhelpful"))


# -- A reader says -----------------------------------------------------------------


def test_each_answer_is_counted_on_the_clinics_day(article):
    with time_machine.travel("2026-11-24T06:00Z", tick=False):  # 10 pm at the clinic
        for said in ("yes", "yes", "no"):
            assert say(said).status_code == 303

    row = PageFeedback.objects.get()
    assert (row.article, row.day) == (article, TODAY)
    assert (row.helpful, row.unhelpful) == (2, 1)


def test_another_day_is_another_count(article):
    for day in ("2026-11-23", "2026-11-24"):
        with time_machine.travel(f"{day}T20:00Z", tick=False):
            say("yes")

    assert counts() == [(1, 0), (1, 0)]


def test_the_page_asks_and_its_buttons_reach_the_count(article):
    page = Client().get("/articles/rest/").content.decode()

    assert f'action="{ADDRESS}" method="post"' in page
    assert 'name="helpful" value="yes"' in page
    assert 'name="helpful" value="no"' in page


def test_whoever_was_helped_is_thanked(article):
    assert "Good to know that the page helped." in thanked(say("yes"))


def test_looking_at_the_thanks_again_counts_nothing_more(article):
    thanks = say("yes")["Location"]

    for _reload in range(2):
        assert Client().get(thanks).status_code == 200

    assert counts() == [(1, 0)]
    assert Client().get("/articles/rest/helpful/perhaps/").status_code == 404


def test_whoever_was_not_helped_is_offered_the_telephone(article):
    page = thanked(say("no"))

    assert 'href="/articles/rest/"' in page
    assert "If you need an answer now, call us: (360) 555-0142." in page


def test_each_language_counts_its_own_page(article):
    make_publication(make_article(slug="rest", language="es"))

    answer = say("yes", f"/es{ADDRESS}")

    assert '<html lang="es"' in thanked(answer)
    assert PageFeedback.objects.get().article.language == "es"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_both_counted(at_once):
    make_clinic()
    make_publication(make_article(slug="rest"))

    answers = at_once(lambda: say("yes"), lambda: say("yes"))

    assert [answer.status_code for answer in answers] == [303, 303]
    assert counts() == [(2, 0)]


@pytest.mark.django_db(transaction=True)
def test_two_readers_may_both_be_the_first_of_their_day(at_once):
    article = make_article()
    days = [TODAY + timedelta(days=number) for number in range(40)]

    def read_every_day():
        for day in days:
            PageFeedback.objects.count_answer(article, on=day, was_helpful=True)

    failures = [one for one in at_once(read_every_day, read_every_day) if one]

    assert failures == []
    assert counts() == [(2, 0)] * len(days)


# -- What is refused ---------------------------------------------------------------


@pytest.mark.parametrize("said", ["", "maybe", "yes ", "<script>", "Yes"])
def test_only_yes_and_no_are_answers(article, said):
    assert say(said).status_code == 404
    assert counts() == []


@pytest.mark.parametrize(
    "address", ["/articles/nowhere/helpful/", "/es/articles/rest/helpful/"]
)
def test_a_page_that_is_not_there_counts_nothing(article, address):
    assert say("yes", address).status_code == 404
    assert counts() == []


def test_a_page_that_was_taken_back_counts_nothing(article):
    Article.objects.update(current=None)
    SiteVersion.grow()

    assert say("yes").status_code == 404
    assert counts() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_no_other_site_answers_in_a_readers_name(article, headers):
    assert say("yes", **headers).status_code == 403
    assert counts() == []


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}]
)
def test_our_own_page_needs_no_cookie_and_no_token(article, headers):
    answer = Client(enforce_csrf_checks=True).post(
        ADDRESS, {"helpful": "yes"}, headers=headers
    )

    assert answer.status_code == 303
    assert not answer.cookies


def test_an_address_alone_counts_nothing(article):
    assert Client().get(f"{ADDRESS}?helpful=yes").status_code == 405
    assert counts() == []


def test_nothing_about_the_reader_is_kept(article):
    before = {model: model.objects.count() for model in apps.get_models()}

    answer = say("no", **{"user-agent": "Rosa’s telephone", "referer": "http://a/"})

    after = {model: model.objects.count() for model in apps.get_models()}
    assert {model for model in after if after[model] != before[model]} == {PageFeedback}
    assert {field.name for field in PageFeedback._meta.get_fields()} == {
        "id",
        "article",
        "day",
        "helpful",
        "unhelpful",
    }
    assert answer["X-Robots-Tag"] == "noindex"


# -- What writers see --------------------------------------------------------------


def feedback(article, *, days_ago, helpful=0, unhelpful=0):
    PageFeedback.objects.create(
        article=article,
        day=TODAY - timedelta(days=days_ago),
        helpful=helpful,
        unhelpful=unhelpful,
    )


@pytest.fixture
def editor(client, article):
    client.force_login(make_person("editor"))
    with time_machine.travel(NOON, tick=False):
        yield client


def test_counts_of_many_days_are_added_and_old_ones_left_out(article):
    feedback(article, days_ago=0, helpful=2, unhelpful=1)
    feedback(article, days_ago=90, helpful=3)
    feedback(article, days_ago=91, unhelpful=50)
    make_article()

    found = with_feedback(Article.objects.order_by("pk"), since=TODAY - timedelta(90))

    assert [(one.helpful, one.unhelpful) for one in found] == [(5, 1), (0, 0)]


def test_the_list_of_articles_shows_what_readers_said(editor, article):
    feedback(article, days_ago=3, helpful=12, unhelpful=3)
    make_article(title="Unread")

    page = editor.get("/admin/articles/article/").content.decode()

    assert "12 yes · 3 no" in page
    assert "0 yes" not in page


def test_what_helped_least_can_be_put_first(editor, article):
    other = make_article(title="Bad")
    feedback(article, days_ago=3, helpful=5, unhelpful=1)
    feedback(other, days_ago=3, unhelpful=9)
    listed = editor.get("/admin/articles/article/").context["cl"].list_display

    column = listed.index("readers_said")
    page = editor.get(f"/admin/articles/article/?o=-{column}")

    assert [one.title for one in page.context["cl"].result_list] == ["Bad", "Rest"]


def test_an_article_shows_what_its_readers_said(editor, article):
    feedback(article, days_ago=3, helpful=12, unhelpful=3)

    page = editor.get(f"/admin/articles/article/{article.pk}/change/").content.decode()

    assert "12 yes · 3 no" in page


@pytest.mark.parametrize("more", [1, 6])
def test_the_list_costs_the_same_however_many_articles_there_are(
    editor, article, more, django_assert_max_num_queries
):
    for _each in range(more):
        make_publication(make_article())
    shell.forget()
    editor.get("/admin/articles/article/")

    with django_assert_max_num_queries(9):
        editor.get("/admin/articles/article/")


@pytest.mark.parametrize("more", [1, 6])
def test_the_counts_cost_one_query_however_many_pages_there_are(
    article, more, django_assert_num_queries
):
    for _each in range(more):
        feedback(make_article(), days_ago=1, helpful=1)

    with django_assert_num_queries(1):
        list(with_feedback(Article.objects.all(), since=TODAY - timedelta(90)))


def test_nobody_edits_a_count(editor):
    assert editor.get("/admin/articles/pagefeedback/").status_code == 404
