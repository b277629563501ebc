"""What every answer tells the browser it may do."""

import pytest
from django.contrib.staticfiles import finders

from articles.models import Article
from tests.builders import make_article, make_clinic, make_person, make_publication

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/articles/", "/es/articles/", "/request/", "/nowhere/", "/healthz"]
STAFF = ["/admin/", "/admin/articles/article/", "/admin/articles/revision/"]


@pytest.fixture
def staff(client):
    make_clinic()
    person = make_person("editor")
    client.force_login(person)
    return client


def policy(response):
    parts = response["Content-Security-Policy"].split(";")
    named = (part.split(maxsplit=1) for part in parts)
    return {name: rest[0] if rest else "" for name, *rest in named}


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_may_load_from_this_house_only(client, address):
    make_clinic()

    found = policy(client.get(address))

    assert found["default-src"] == "'none'"
    assert found["script-src"] == "'self'"
    assert found["style-src"] == "'self'"
    assert found["frame-ancestors"] == "'none'"
    assert not any("unsafe" in rest or "http" in rest for rest in found.values())


@pytest.mark.parametrize("address", STAFF)
def test_the_desk_is_as_strict_as_the_site(staff, address):
    found = policy(staff.get(address))

    assert found["default-src"] == "'none'"
    assert found["style-src"] == "'self'"
    assert "unsafe" not in str(found)


def test_only_the_page_with_the_preview_may_hold_a_frame(staff):
    article = make_article()

    with_preview = policy(staff.get(f"/admin/articles/article/{article.pk}/change/"))
    without = policy(staff.get("/admin/articles/article/"))

    assert with_preview["frame-src"] == "'self'"
    assert "frame-src" not in without


def test_only_the_preview_may_be_framed(staff):
    article = make_article()

    preview = staff.get(f"/admin/articles/article/{article.pk}/preview/")

    assert policy(preview)["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("address", [*PUBLIC, "/admin/login/"])
def test_every_answer_carries_the_other_headers(client, address):
    make_clinic()

    response = client.get(address)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_every_kind_of_page_keeps_its_address_from_other_sites(staff):
    kinds = [*STAFF, "/admin/nowhere/", "/admin/auth/user/", "/request/", "/robots.txt"]
    answers = [staff.get(address) for address in kinds]
    answers += [staff.post("/articles/"), staff.get("/?a=%00"), staff.get("/media/a")]

    said = {answer.headers.get("Referrer-Policy") for answer in answers}

    assert {answer.status_code for answer in answers} >= {200, 400, 403, 404, 405}
    assert said == {"same-origin"}


@pytest.mark.parametrize("address", PUBLIC)
def test_a_reader_gets_no_cookie(client, address):
    make_clinic()

    assert not client.get(address).cookies


def test_the_nonce_stands_only_on_the_page_that_needs_it(staff):
    article = make_article()

    editor = staff.get(f"/admin/articles/article/{article.pk}/change/")

    assert "nonce-" in editor["Content-Security-Policy"]
    assert "nonce-" not in staff.get("/admin/")["Content-Security-Policy"]


def test_no_template_writes_script_or_style_into_a_page(client):
    make_clinic()
    make_publication(make_article(slug="rest"))

    page = client.get("/articles/rest/").content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/articles/%00/",
        "/articles/rest%00/",
        "/?q=%00",
        "/articles/" + "a" * 5000 + "/",
        "/articles/%ff%fe/",
        "/es/articles/no-hay/",
        "/request/received/no-such/",
    ],
)
def test_an_odd_address_gets_a_page_with_help(client, address):
    make_clinic()

    response = client.get(address)

    assert response.status_code in (200, 400, 404)
    assert "988" in response.content.decode()
    assert "+13605550142" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_take_nothing(client, method):
    make_clinic()
    make_publication(make_article(slug="rest"))

    response = getattr(client, method)("/articles/rest/")

    assert response.status_code == 405
    assert "988" in response.content.decode()
    assert Article.objects.count() == 1


def test_static_files_are_found_by_the_site():
    assert finders.find("css/site.css")


def test_a_preview_after_the_session_has_ended_says_so_in_its_frame(client):
    make_clinic()
    article = make_article()

    frame = client.get(
        f"/admin/articles/article/{article.pk}/preview/",
        headers={"Sec-Fetch-Dest": "iframe"},
    )

    assert (frame.status_code, policy(frame)["frame-ancestors"]) == (403, "'self'")
    assert article.title not in frame.content.decode()
