"""How machines find pages: feed, sitemap, robots and the contact for weaknesses."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from articles.models import Article
from clinic_site import shell
from clinic_site.models import SiteVersion, Treatment, TreatmentText
from tests.builders import NOON, make_article, make_clinic, make_publication

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def robot(db):
    make_clinic(name="Harbour Clinic")
    return Client()


def publish(slug, **fields):
    at = fields.pop("at", NOON)
    return make_publication(make_article(slug=slug, **fields), at=at)


def parsed(answer):
    return ElementTree.fromstring(answer.content)


def locations(robot):
    """Return {address: its element} of the sitemap, site address left out."""
    urls = list(parsed(robot.get("/sitemap.xml")).iter(f"{SITEMAP}url"))
    site = "http://localhost:8000"
    found = {url.findtext(f"{SITEMAP}loc").removeprefix(site): url for url in urls}
    assert len(found) == len(urls)  # no address stands there twice
    return found


def alternates(url):
    site = "http://localhost:8000"
    return {
        link.get("hreflang"): link.get("href").removeprefix(site)
        for link in url.iter(f"{XHTML}link")
    }


# -- The feed ----------------------------------------------------------------------


def test_the_feed_is_rss_with_everything_that_rss_asks_for(robot):
    publish("rest", title="Rest & sleep", summary="Lie down <early>.")

    answer = robot.get("/feed/")

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    rss = parsed(answer)
    channel = rss.find("channel")
    item = channel.find("item")
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    assert channel.findtext("title") == "Harbour Clinic"
    assert channel.findtext("link") == "http://localhost:8000/articles/"
    assert channel.findtext("description") == "New and changed pages"
    assert channel.find(f"{ATOM}link").get("href") == "http://localhost:8000/feed/"
    assert item.findtext("title") == "Rest & sleep"
    assert item.findtext("description") == "Lie down <early>."
    assert item.findtext("link") == "http://localhost:8000/articles/rest/"
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")) == NOON


@pytest.mark.parametrize(
    ("address", "language", "link"),
    [
        ("/feed/", "en", "http://localhost:8000/articles/rest/"),
        ("/es/feed/", "es", "http://localhost:8000/es/articles/descanso/"),
    ],
)
def test_each_language_has_a_feed_of_its_own_pages(robot, address, language, link):
    publish("rest")
    publish("descanso", language="es")

    channel = parsed(robot.get(address)).find("channel")

    assert channel.findtext("language") == language
    assert [item.findtext("link") for item in channel.iter("item")] == [link]


def test_the_newest_page_stands_first_and_the_thirty_first_falls_out(robot):
    for number in range(31):
        publish(f"page-{number}", at=NOON + timedelta(hours=number))

    items = list(parsed(robot.get("/feed/")).iter("item"))

    assert len(items) == 30
    assert items[0].findtext("link").endswith("/page-30/")
    assert items[-1].findtext("link").endswith("/page-1/")


def test_a_page_published_anew_is_a_new_item(robot):
    article = make_article(slug="rest")
    make_publication(article)
    first = parsed(robot.get("/feed/")).find("channel/item").findtext("guid")

    article.refresh_from_db()
    make_publication(article, at=NOON + timedelta(hours=1))
    shell.forget()

    (again,) = parsed(robot.get("/feed/")).iter("item")
    assert again.findtext("guid") != first


# -- The sitemap -------------------------------------------------------------------


def test_translations_name_each_other_in_the_sitemap(robot):
    english = make_article(slug="rest")
    make_publication(english)
    publish("descanso", language="es", translation_of=english)

    found = locations(robot)

    both = {"en": "/articles/rest/", "es": "/es/articles/descanso/"}
    assert alternates(found["/articles/rest/"]) == both
    assert alternates(found["/es/articles/descanso/"]) == both


def test_a_page_in_one_language_only_names_no_other(robot):
    publish("rest")

    found = locations(robot)

    assert alternates(found["/articles/rest/"]) == {}
    assert found["/articles/rest/"].findtext(f"{SITEMAP}lastmod") == "2026-11-23"


def test_the_sitemap_lists_the_fixed_addresses_in_both_languages(robot):
    tms = Treatment.objects.create(slug="tms", is_offered=False)
    TreatmentText.objects.create(treatment=tms, language="en", name="TMS", summary="")

    found = locations(robot)

    english = {
        "/", "/articles/", "/treatments/", "/treatments/tms/", "/team/",
        "/locations/", "/help-now/",
    }  # fmt: skip
    assert set(found) == english | {f"/es{path}" for path in english}
    assert alternates(found["/team/"]) == {"en": "/team/", "es": "/es/team/"}


def test_a_fixed_page_with_words_of_its_own_is_listed_once(robot):
    publish("our-team", place="team")
    publish("crisis-help", place="help_now")
    publish("what-it-costs", place="costs")

    found = locations(robot)

    assert found["/team/"].findtext(f"{SITEMAP}lastmod") == "2026-11-23"
    assert "/articles/our-team/" not in found
    assert {"/articles/crisis-help/", "/articles/what-it-costs/"} <= set(found)
    assert not {"/help-now/", "/costs/"} & set(found)


def test_no_form_and_nothing_withdrawn_or_unpublished_is_listed(robot):
    make_article(slug="draft")
    publish("gone")
    Article.objects.filter(slug="gone").update(current=None)
    SiteVersion.grow()

    listed = " ".join(locations(robot))

    assert not [
        word for word in ("request", "admin", "draft", "gone") if word in listed
    ]


def test_every_address_of_the_sitemap_answers(robot):
    english = make_article(slug="rest", treatment=Treatment.objects.create(slug="tms"))
    make_publication(english)
    publish("descanso", language="es", translation_of=english)
    publish("our-team", place="team")

    answers = {address: robot.get(address).status_code for address in locations(robot)}

    assert set(answers.values()) == {200}


# -- Robots and those who find a weakness ------------------------------------------


def test_robots_may_read_all_but_the_desk_and_learn_of_the_sitemap(robot):
    answer = robot.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://localhost:8000/sitemap.xml",
    ]


@pytest.mark.parametrize("address", ["/request/", "/es/request/"])
def test_a_form_asks_not_to_be_listed(robot, address):
    page = robot.get(address)

    said = page.content.decode() + page.headers.get("X-Robots-Tag", "")
    assert "noindex" in said


@pytest.mark.parametrize("now", ["2026-11-23", "2026-12-31", "2028-02-29"])
def test_the_security_contact_is_never_out_of_date(robot, now):
    with time_machine.travel(datetime.fromisoformat(f"{now}T12:00+00:00"), tick=False):
        answer = robot.get("/.well-known/security.txt")
        today = datetime.now(UTC)

    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    ends = datetime.fromisoformat(said["Expires"])
    assert timedelta(days=90) < ends - today < timedelta(days=365)
    assert said["Contact"] == "mailto:security@localhost"
    assert said["Canonical"] == "http://localhost:8000/.well-known/security.txt"
    assert said["Preferred-Languages"] == "en, es"


@pytest.mark.parametrize("address", ["/feed/", "/sitemap.xml", "/robots.txt"])
def test_what_machines_read_costs_no_more_with_more_pages(
    robot, address, django_assert_max_num_queries
):
    for _each in range(5):
        make_publication()
    shell.forget()
    robot.get(address)
    shell.forget()

    with django_assert_max_num_queries(1):
        robot.get(address)


@pytest.mark.parametrize("address", ["/feed/", "/sitemap.xml"])
def test_a_reader_that_knows_it_already_gets_nothing_twice(robot, address):
    publish("rest")
    first = robot.get(address)

    again = robot.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/feed/", "/sitemap.xml", "/robots.txt"])
def test_machines_only_read(robot, address):
    assert robot.post(address).status_code == 405
