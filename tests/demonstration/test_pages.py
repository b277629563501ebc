"""The demonstration clinic's pages, every one as it is sent: honest, light, whole."""

import gzip
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client, override_settings
from icalendar import Calendar

from articles import live, sitemaps
from articles.gates.reading import words_of
from articles.models import Publication
from clinic_site import shell, stylesheet
from tests.pages.test_spanish import left_in_english

pytestmark = pytest.mark.of_pages
CSS = Path(__file__).resolve().parent.parent.parent / "static" / "css"
AT_NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
VISIT = {
    "treatment": "ketamine",
    "date": "2026-12-01",
    "time": "09:00",
    "minutes": "150",
}
ASKED = [
    "care-plan/", "request/", "request/?for=helper", "request/?for=provider",
    "search/", "search/?q=spravatto", "search/?q=zzzz", "nowhere/",
]  # fmt: skip
SAMPLE = {
    "en": "Sample content. Not reviewed by a clinician.",
    "es": "Contenido de muestra. No revisado por un profesional clínico.",
}
CLOSED = {"en": "When we are closed:", "es": "Cuando no abrimos:"}
EVERY_NUMBER = ["tel:988", "tel:911", "tel:+18002221222", "tel:+13605550142"]
# One first round trip: ten packets of 1,460 bytes.
MOST_BYTES = 14_600
MOST_WORDS = 1_200
# The fingerprints in the names of the style sheet, the font and the icon.
FINGERPRINTS = 40
# What has no Spanish name: people, journals, telephone lines.
NAMES = re.compile(
    r"\(demonstration\)|The Trevor Project|Crisis Text Line"
    r"|American Journal of Psychiatry"
)


class Site:
    """What the demonstration says at two in the morning, by language and address."""

    def __init__(self):
        self.pages = {"en": {}, "es": {}}
        self.calendars = {}
        for entry in (one for group in sitemaps.groups() for one in group):
            self._visit(entry.language, entry.url)
        for language, start in (("en", "/"), ("es", "/es/")):
            for path in ASKED:
                self._visit(language, f"{start}{path}")
            self._post(language, f"{start}care-plan/", VISIT)
            self._post(language, f"{start}care-plan/", {})
            self._post(language, f"{start}request/", {"for_whom": "me"})
            file = Client().post(f"{start}care-plan/calendar/", VISIT).content
            self.calendars[language] = Calendar.from_ical(file).walk("VEVENT")
        self.words = {
            page.url: len(words_of(page_text))
            for page, page_text in _texts()
            if "/articles/" in page.url
        }

    def _visit(self, language, address):
        self.pages[language][address] = Client().get(address).content.decode()

    def _post(self, language, address, typed):
        answer = Client().post(address, typed)
        shown = f"{address} after {len(typed)} answers"
        self.pages[language][shown] = answer.content.decode()


def _texts():
    texts = dict(Publication.objects.live().values_list("pk", "plain_text"))
    return [(page, texts[page.publication]) for page in live.pages()]


@pytest.fixture(scope="module")
def site(loaded_once, django_db_blocker):
    """Read every page of the demonstration once."""
    shell.forget_all()
    live.forget()
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        time_machine.travel(AT_NIGHT, tick=False),
        transaction.atomic(),
    ):
        shown = Site()
        transaction.set_rollback(True)
    return shown


def every_page(site):
    return [
        (language, address, html)
        for language, pages in site.pages.items()
        for address, html in pages.items()
    ]


def test_every_page_says_that_it_is_a_sample(site):
    silent = [
        address
        for language, address, html in every_page(site)
        if SAMPLE[language] not in html
    ]

    assert len(every_page(site)) > 70
    assert silent == []


def test_every_entry_for_a_calendar_says_that_it_is_a_sample(site):
    for language, entries in site.calendars.items():
        assert entries
        assert all(SAMPLE[language] in entry["description"] for entry in entries)


def test_at_two_in_the_morning_no_page_only_says_call_us(site):
    alone = [
        address
        for language, address, html in every_page(site)
        if CLOSED[language] not in html
        or not all(f'href="{number}"' in html for number in EVERY_NUMBER)
    ]

    assert alone == []


def test_no_english_is_left_on_any_spanish_page_of_the_demonstration(site):
    left = {
        address: words
        for address, html in site.pages["es"].items()
        if (words := left_in_english(NAMES.sub("", html)))
    }

    assert left == {}


def test_no_hour_in_spanish_ends_in_two_points(site):
    twice = [
        address
        for address, html in site.pages["es"].items()
        if re.search(r"[ap]\.\sm\.(?:</\w+>)*\.", html)
    ]

    assert any(
        "a. m." in html.replace("\xa0", " ") for html in site.pages["es"].values()
    )
    assert twice == []


def test_an_article_reaches_a_phone_in_the_first_answer(site):
    css = stylesheet.bundle("site.css", read=lambda one: (CSS / one).read_text())
    sheet = dict(stylesheet.in_every_palette({"site.css": css}))["site-tide.css"]
    around = len(gzip.compress(sheet.encode(), 9)) + FINGERPRINTS

    heavy = {
        address: size
        for _language, address, html in every_page(site)
        if site.words.get(address, MOST_WORDS + 1) <= MOST_WORDS
        and (size := len(gzip.compress(html.encode(), 9)) + around) > MOST_BYTES
    }

    assert heavy == {}
    assert sum(words <= MOST_WORDS for words in site.words.values()) >= 26
