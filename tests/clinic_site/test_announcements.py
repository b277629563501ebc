"""The line above every page: by the clock alone, on a site that simply runs on."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clinic_site import shell
from clinic_site.models import Announcement, SiteVersion
from tests.builders import NOON, make_article, make_clinic, make_publication

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def running(db):
    """A site that has been asked before, and reads nothing again unless told to."""
    make_clinic()
    return Client()


def announce(text="Closed for snow.", *, starts=NOON, ends=NOON + HOUR, **fields):
    texts = {"en": text} if isinstance(text, str) else text
    announcement = Announcement.objects.create(starts_at=starts, ends_at=ends, **fields)
    for language, words in texts.items():
        announcement.texts.create(language=language, text=words)
    SiteVersion.grow()
    shell.forget()


def bar(client, address="/", *, at=NOON):
    """Return what the bar says at a moment, without its markup; "" without a bar."""
    with time_machine.travel(at, tick=False):
        page = client.get(address).content.decode()
    found = re.search(r'<section class="announcement".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_it_comes_and_goes_by_the_clock_while_nothing_is_read_again(running):
    announce()
    bar(running, at=NOON - HOUR)
    second = timedelta(seconds=1)
    moments = [NOON - second, NOON, NOON + HOUR - second, NOON + HOUR]

    with CaptureQueriesContext(connection) as asked:
        said = [bool(bar(running, "/treatments/", at=moment)) for moment in moments]

    assert said == [False, True, True, False]
    assert not [one for one in asked if "announcement" in one["sql"]]


def test_a_browser_that_knows_the_page_is_told_when_it_starts_and_ends(running):
    announce()
    statuses, tag = [], ""
    for moment in (NOON - HOUR, NOON - timedelta(minutes=1), NOON, NOON + HOUR):
        with time_machine.travel(moment, tick=False):
            answer = running.get("/treatments/", headers={"if-none-match": tag})
        statuses.append(answer.status_code)
        tag = answer["ETag"]

    assert statuses == [200, 304, 200, 200]


@pytest.mark.parametrize(
    "address",
    ["/", "/articles/", "/articles/rest/", "/help-now/", "/request/", "/nowhere/"],
)
def test_it_stands_on_every_page(running, address):
    make_publication(make_article(slug="rest"))
    announce()
    bar(running)  # an error page asks nothing: it shows what the last page knew

    assert bar(running, address) == "Closed for snow. Call (360) 555-0142"


def test_it_speaks_the_language_of_the_page(running):
    announce({"en": "Closed for snow.", "es": "Cerrado por nieve."})

    assert "Cerrado por nieve." in bar(running, "/es/")
    assert "Closed for snow." in bar(running, "/")


def test_words_in_one_language_only_are_marked_as_that_language(running):
    announce("Closed for snow.")

    with time_machine.travel(NOON, tick=False):
        page = running.get("/es/").content.decode()

    assert '<span lang="en">Closed for snow.</span>' in page


def test_the_telephone_can_be_left_out(running):
    announce(shows_telephone=False)

    assert bar(running) == "Closed for snow."


def test_an_important_one_says_so_and_stands_before_news(running):
    announce("We have a new chair.", starts=NOON - timedelta(minutes=1))
    announce("Closed for snow.", starts=NOON - HOUR, severity="important")

    assert bar(running).startswith("Important: Closed for snow.")
    assert bar(running, at=NOON + HOUR) == ""


def test_of_two_the_later_start_is_the_news(running):
    announce("Old.", starts=NOON - HOUR)
    announce("New.", starts=NOON - timedelta(minutes=1))

    assert bar(running).startswith("New.")


def test_whoever_wrote_one_for_each_language_is_understood_in_both(running):
    announce("Closed for snow.", starts=NOON - HOUR)
    announce({"es": "Cerrado por nieve."}, starts=NOON - timedelta(minutes=1))

    assert bar(running, "/").startswith("Closed for snow.")
    assert bar(running, "/es/").startswith("Cerrado por nieve.")


def test_what_is_important_is_said_even_in_the_other_language(running):
    announce("We have a new chair.", starts=NOON - timedelta(minutes=1))
    announce({"es": "Cerrado."}, starts=NOON - HOUR, severity="important")

    assert bar(running, "/").startswith("Important: Cerrado.")


def test_one_without_words_leaves_room_for_the_next(running):
    announce("Old.", starts=NOON - HOUR)
    announce({"en": ""}, starts=NOON - timedelta(minutes=1))

    assert bar(running).startswith("Old.")


def test_words_cannot_carry_markup(running):
    announce("<b>Closed</b><script>alert(1)</script>")

    with time_machine.travel(NOON, tick=False):
        page = running.get("/").content.decode()

    assert "&lt;b&gt;Closed" in page
    assert "<script>alert" not in page


def test_the_night_the_clocks_go_back_changes_no_moment(running):
    starts = datetime.fromisoformat("2026-11-01T08:30:00+00:00")
    announce(starts=starts, ends=starts + HOUR)

    shown = [
        bool(bar(running, at=starts + timedelta(minutes=m))) for m in (-1, 0, 59, 60)
    ]

    assert shown == [False, True, True, False]
