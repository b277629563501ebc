"""An article gets another address, and every address it had leads there for ever."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from articles import readdressing, withdrawing
from articles.models import Article, FormerPath, FormerSlug
from clinic_site import shell
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()


@pytest.fixture
def article():
    return make_publication(make_article(title="Rest", slug="rest")).article


def move(article, *slugs):
    for slug in slugs:
        article = readdressing.readdress(article, slug, by=None, at=LATER)
    return article


def leads_to(address, **more):
    answer = Client().get(address, **more)
    return answer.status_code, answer.headers.get("Location")


def test_an_old_address_leads_to_the_new_one_for_ever(article):
    move(article, "resting")

    assert leads_to("/articles/rest/") == (301, "/articles/resting/")
    assert Client().get("/articles/resting/").status_code == 200


def test_chains_collapse_and_keep_the_query_and_the_part_behind(article):
    move(article, "resting", "lying-down")

    assert leads_to("/articles/rest/") == (301, "/articles/lying-down/")
    assert leads_to("/articles/rest/handout/?size=large") == (
        301,
        "/articles/lying-down/handout/?size=large",
    )
    assert leads_to("/articles/resting/as-of/2026-11-23/") == (
        301,
        "/articles/lying-down/as-of/2026-11-23/",
    )


def test_an_answer_from_an_open_page_still_counts_after_the_move(article):
    move(article, "resting")

    answer = Client().post("/articles/rest/helpful/", {"helpful": "yes"}, follow=True)

    assert answer.redirect_chain == [
        ("/articles/resting/helpful/", 308),
        ("/articles/resting/helpful/yes/", 303),
    ]
    assert answer.status_code == 200


def test_an_article_takes_its_own_old_address_back(article):
    move(article, "resting", "rest")

    assert Client().get("/articles/rest/").status_code == 200
    assert leads_to("/articles/resting/") == (301, "/articles/rest/")
    assert leads_to("/articles/rest/nothing/") == (404, None)


def test_twins_change_apart(article):
    twin = make_article(slug="rest", language="es", translation_of=article)
    make_publication(twin)

    move(twin, "descanso")

    assert leads_to("/es/articles/rest/") == (301, "/es/articles/descanso/")
    assert Client().get("/articles/rest/").status_code == 200
    page = Client().get("/articles/rest/").content.decode()
    assert 'hreflang="es" href="http://localhost:8000/es/articles/descanso/"' in page


def test_lists_links_for_machines_and_the_sitemap_follow(article):
    Client().get("/articles/")

    move(article, "resting")
    shell.forget()  # a process looks once a second

    everything = "".join(
        Client().get(address).content.decode()
        for address in ("/articles/", "/articles/resting/", "/sitemap.xml", "/feed/")
    )
    assert "/articles/resting/" in everything
    assert "/articles/rest/" not in everything


def test_no_other_article_gets_an_old_address(article):
    move(article, "resting")
    other = make_article(slug="other")

    with pytest.raises(readdressing.Taken):
        move(other, "rest")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(slug="rest")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(slug="rest")

    make_article(slug="rest", language="es")  # another language, another address


def test_the_database_keeps_a_published_address_whoever_changes_it(article):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(slug="lost")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(language="es")
    move(article, "resting")
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerSlug.objects.all().delete()

    assert leads_to("/articles/rest/") == (301, "/articles/resting/")


def test_what_nobody_read_leaves_no_address_behind():
    article = make_article(slug="draft")

    move(article, "better")

    assert FormerSlug.objects.count() == 0
    make_article(slug="draft")


@pytest.mark.parametrize("slug", ["", "two words", "a/b", "x" * 121, "ñandú"])
def test_what_is_no_address_is_refused(article, slug):
    with pytest.raises(ValidationError):
        move(article, slug)

    assert Client().get("/articles/rest/").status_code == 200


def test_the_old_address_of_a_page_taken_back_leads_to_the_reason(article):
    move(article, "resting")
    withdrawing.withdraw(article, by=make_reviewer(), at=LATER, reason="It was wrong.")

    answer = Client().get("/articles/rest/", follow=True)

    assert answer.redirect_chain == [("/articles/resting/", 301)]
    assert answer.status_code == 410


def test_two_people_give_two_articles_one_address_and_one_is_refused(at_once):
    one = make_publication(make_article(slug="one")).article
    two = make_publication(make_article(slug="two")).article

    outcomes = at_once(
        lambda: readdressing.readdress(one, "same", by=None, at=LATER),
        lambda: readdressing.readdress(two, "same", by=None, at=LATER),
    )

    assert sorted(type(it).__name__ for it in outcomes) == ["Article", "Taken"]


def test_an_address_is_not_snatched_in_the_moment_it_is_left(at_once):
    article = make_publication(make_article(slug="rest")).article

    outcomes = at_once(
        lambda: readdressing.readdress(article, "resting", by=None, at=LATER),
        lambda: make_article(slug="rest"),
    )

    assert type(outcomes[0]).__name__ == "Article"
    assert type(outcomes[1]).__name__ == "IntegrityError"


# -- Paths of the site before this one ---------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "/2021/05/after-your-infusion/",
        "/2021/05/after-your-infusion",
        "/2021/05/After-Your-Infusion/?utm_source=x",
    ],
)
def test_a_path_of_the_former_site_leads_to_its_article(article, asked):
    old = "https://old.example/2021/05/after-your-infusion/?p=12"
    readdressing.keep_path(article, old, by=None, at=NOON)
    move(article, "resting")

    status, location = leads_to(asked)

    assert (status, location.partition("?")[0]) == (301, "/articles/resting/")


def test_a_former_path_never_stands_before_a_page_of_ours(article):
    readdressing.keep_path(article, "/team/", by=None, at=NOON)

    assert Client().get("/team/").status_code == 200


def test_a_path_that_waits_for_its_article_is_not_found_yet():
    article = make_article(slug="draft")
    readdressing.keep_path(article, "/blog/x/", by=None, at=NOON)

    assert leads_to("/blog/x/") == (404, None)


def test_a_path_leads_to_one_article_and_is_kept_once(article):
    first = readdressing.keep_path(article, "/blog/x/", by=None, at=NOON)
    again = readdressing.keep_path(article, "/blog/x", by=None, at=LATER)

    with pytest.raises(readdressing.Taken):
        readdressing.keep_path(make_article(), "/blog/x/", by=None, at=NOON)
    assert again == first
    assert FormerPath.objects.get().article == article


@pytest.mark.parametrize(
    "address", ["/?p=12", "", "/a\0b/", "/a\ud800b/", "/" + "x" * 600, "http://["]
)
def test_what_cannot_be_kept_is_refused_in_words(article, address):
    with pytest.raises(ValidationError):
        readdressing.keep_path(article, address, by=None, at=NOON)


@pytest.mark.parametrize(
    "address", ["/[/", "/%ff%fe/", "/" + "x" * 5000 + "/", "/articles/%F0%9F%98%80/"]
)
def test_hostile_paths_are_simply_not_found(address):
    assert Client().get(address).status_code == 404


# -- At the desk -------------------------------------------------------------------


def test_an_editor_changes_the_address_and_is_told_what_follows(client, article):
    client.force_login(make_person("editor"))
    address = f"/admin/articles/article/{article.pk}/address/"
    bench = client.get(address.replace("address", "change")).content.decode()

    asked = client.get(address).content.decode()
    answer = client.post(address, {"slug": "Resting"}, follow=True)

    assert f'href="{address}"' in bench
    assert 'name="slug"' not in bench
    assert "/articles/rest/" in asked
    assert "/articles/resting/" in answer.content.decode()
    assert leads_to("/articles/rest/") == (301, "/articles/resting/")


def test_the_desk_says_that_an_address_is_taken(client, article):
    make_article(slug="other")
    client.force_login(make_person("editor"))

    answer = client.post(
        f"/admin/articles/article/{article.pk}/address/", {"slug": "other"}
    )

    assert answer.status_code == 422
    assert "Another page has this address" in answer.content.decode()


@pytest.mark.parametrize("role", ["medical_reviewer", "practice_manager", "auditor"])
def test_others_cannot_change_an_address(client, article, role):
    client.force_login(make_person(role))

    answer = client.post(
        f"/admin/articles/article/{article.pk}/address/", {"slug": "other"}
    )

    assert answer.status_code == 403
    assert Article.objects.get().slug == "rest"


def test_a_new_article_is_not_given_an_address_that_another_left(client, article):
    move(article, "resting")
    client.force_login(make_person("editor"))

    answer = client.post(
        "/admin/articles/article/add/",
        {"title": "Rest", "slug": "rest", "language": "en", "stage": "about"},
    )

    assert answer.status_code == 200
    assert "Another page has this address" in answer.content.decode()
