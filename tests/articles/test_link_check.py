"""A link on a live page that leads nowhere is found before a patient follows it."""

import io

import pytest
from django.core.management import call_command

from articles import link_check, readdressing
from articles.models import Publication
from clinic_site import append_only, shell
from clinic_site.models import SiteVersion
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()


@pytest.fixture
def page():
    return make_publication(make_article(slug="rest", title="Rest"))


def dead(publication, *links, ids=()):
    """Return those of `links` that lead nowhere, had they been published."""
    html = "".join(f'<p id="{one}">x</p>' for one in ids)
    html += "".join(f'<a class="x" href="{link}">x</a>' for link in links)
    with append_only.lifted():  # no gate would have let them through
        Publication.objects.filter(pk=publication.pk).update(body_html=html)
    SiteVersion.grow()
    shell.forget()
    return [fault.link for fault in link_check.faults()]


def test_links_that_lead_somewhere_are_no_faults(page):
    fine = [
        "/", "/articles/rest/", "/articles/rest/#nap", "#nap", "/articles/#all",
        "/search/?q=rest", "/request/", "/team/", "/es/", "../rest/",
        "http://localhost:8000/articles/rest/", "https://elsewhere.example/x",
        "tel:988", "mailto:a@b.example", "/help-now/", "/feed/",
    ]  # fmt: skip

    assert dead(page, *fine, ids=["nap"]) == []


def test_links_that_lead_nowhere_are_found(page):
    make_article(slug="draft")
    wrong = [
        "/articles/draft/", "/articles/none/", "/nothing/", "#nap",
        "/articles/rest/#nap", "/treatments/none/", "/privacy/", "/es/articles/rest/",
        "http://localhost:8000/nothing/", "http://[",
    ]  # fmt: skip

    assert dead(page, *wrong) == wrong


def test_a_former_address_still_leads_somewhere(page):
    other = make_publication(make_article(slug="old")).article
    readdressing.readdress(other, "new", by=None, at=NOON)
    readdressing.keep_path(other, "/blog/old/", by=None, at=NOON)

    assert dead(page, "/articles/old/", "/blog/old/") == []


def test_the_command_says_each_fault_and_fails(page):
    dead(page, "/nothing/")

    with pytest.raises(SystemExit) as ended:
        call_command("check_links", stdout=(said := io.StringIO()))

    assert said.getvalue() == "/articles/rest/: /nothing/\n"
    assert ended.value.code == 1


def test_the_desk_tells_editors_which_page_and_which_link(client, page):
    dead(page, "/nothing/", "#gone")
    client.force_login(make_person("editor"))

    desk = client.get("/admin/").content.decode()
    found = client.get("/admin/articles/article/links/").content.decode()

    assert "2 links on live pages lead nowhere" in desk
    assert f"/admin/articles/article/{page.article_id}/change/" in found
    assert "/nothing/" in found
    client.force_login(make_person("front_desk"))
    assert client.get("/admin/articles/article/links/").status_code == 403
