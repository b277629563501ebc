"""A patient who reads Spanish finds no English left on the site or in its messages."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import polib
import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation

from appointments import form_keys, messages
from clinic_site.models import Treatment, TreatmentText
from tests.builders import NOON, make_article, make_clinic, make_publication
from tests.html_forms import first_post_form
from tests.marked_words import ROOT, marked

CATALOGUE = polib.pofile(ROOT / "locale/es/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
TAG = re.compile(r"<[^>]*>")
# A message to the crisis line in Spanish starts with this word; the link brings it.
WRITES_THE_WORD = "?&amp;body=AYUDA"
HREF = re.compile(r'href="[^"]*"|<(?:strong|b)>')
LITTLE_WORDS = re.compile(
    r"\b(?:and|are|at|be|been|by|can|for|from|have|is|it|not|of|our|please|that|the"
    r"|their|they|this|to|was|we|will|with|you|your)\b",
    re.IGNORECASE,
)
READ_OUT = {"alt", "aria-label", "placeholder", "title"}
DESCRIPTIONS = {"description", "og:title", "og:description", "og:image:alt"}
PLACES = ["costs", "privacy", "accessibility", "language_help", "is_this_for_you"]
STATUSES = [400, 403, 404, 405, 413, 429, 500, 503]


class Words(HTMLParser):
    """What a page says or reads out, but for scripts and what is marked as English."""

    def __init__(self, html):
        super().__init__()
        self.said, self.skipped = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.skipped or tag in {"script", "style"} or attrs.get("lang") == "en":
            self.skipped.append(tag)
            return
        names = READ_OUT
        if tag == "input" and attrs.get("type") == "submit":
            names = names | {"value"}
        if DESCRIPTIONS & {attrs.get("name"), attrs.get("property")}:
            names = names | {"content"}
        self.said += [attrs[name] for name in names & attrs.keys() if attrs[name]]

    def handle_startendtag(self, tag, attrs):
        """Nothing opens here, so nothing is skipped until it closes."""

    def handle_endtag(self, tag):
        if tag in self.skipped:
            del self.skipped[self.skipped.index(tag) :]

    def handle_data(self, data):
        if not self.skipped and data.strip():
            self.said.append(" ".join(data.split()))


def spoken(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def patterns(phrases):
    """Match whole phrases, whatever stands for their placeholders."""
    pieces = {
        " ".join(piece.split()) for phrase in phrases for piece in TAG.split(phrase)
    }
    return re.compile(
        "|".join(
            ".+".join(map(re.escape, PLACEHOLDER.split(piece)))
            for piece in pieces
            if re.search(r"\w", PLACEHOLDER.sub("", piece))
        )
    )


IN_ENGLISH = patterns(
    phrase for one in CATALOGUE for phrase in (one.msgid, one.msgid_plural) if phrase
)
IN_SPANISH = patterns(phrase for one in CATALOGUE for phrase in spoken(one))


def left_in_english(html):
    """Return what the page says in English: our own words, or anybody's."""
    return [
        words
        for words in Words(html).said
        if "://" not in words
        and not IN_SPANISH.fullmatch(words)
        and (IN_ENGLISH.fullmatch(words) or LITTLE_WORDS.search(words))
    ]


def public_addresses():
    """Return every address under /es/ that needs nothing to be filled in."""
    found = set()
    with translation.override("es"):
        for name in get_resolver().reverse_dict:
            try:
                found.add(reverse(name))
            except NoReverseMatch:
                continue
    return sorted(address for address in found if address.startswith("/es/"))


@pytest.fixture
def site(db, client):
    """A clinic with one treatment, whose own words are all Spanish."""
    make_clinic()
    treatment = Treatment.objects.create(slug="ketamine")
    TreatmentText.objects.create(
        treatment=treatment, language="es", name="Infusión", summary="Un suero."
    )
    for place in [None, "home", *PLACES]:
        article = make_article(
            "<h2>Descanso</h2><p>Acuéstese.</p>",
            title="Descanso",
            slug=place or "descanso",
            summary="Cómo descansar.",
            language="es",
            place=place,
            treatment=None if place else treatment,
        )
        make_publication(article)
    with time_machine.travel(NOON, tick=False):
        yield client


def test_everything_that_is_marked_has_its_spanish_words():
    known = {(one.msgctxt, one.msgid) for one in CATALOGUE if one.translated()}

    assert marked() - known == set()


def test_no_translation_is_a_guess_or_a_leftover():
    assert [one.msgid for one in CATALOGUE if one.fuzzy or not one.translated()] == []
    assert [one.msgid for one in CATALOGUE.obsolete_entries()] == []


@pytest.mark.parametrize("things", [PLACEHOLDER, HREF], ids=["facts", "links"])
def test_a_translation_says_the_same_facts_and_keeps_the_links(things):
    lost = [
        one.msgid
        for one in CATALOGUE
        if set(things.findall(one.msgid_plural or one.msgid))
        != set(things.findall(spoken(one)[-1].replace(WRITES_THE_WORD, "")))
    ]

    assert lost == []


def test_crisis_help_says_both_ways_to_somebody_who_speaks_spanish():
    numbers = [one.msgstr for one in CATALOGUE if "%(crisis" in one.msgid]

    assert len(numbers) >= 6
    assert [words for words in numbers if "oprima 2" not in words] == []
    assert [words for words in numbers if "envíe ayuda al" not in words.lower()] == []
    messages = [words for words in numbers if "sms:" in words]
    assert [words for words in messages if WRITES_THE_WORD not in words] == []


def test_no_english_is_left_on_the_pages_a_patient_finds(site):
    addresses = [
        *public_addresses(),
        "/es/articles/descanso/",
        "/es/treatments/ketamine/",
        "/es/request/?for=helper",
        "/es/request/?for=provider",
        "/es/request/received/K7M-2QX/",
        "/es/nowhere/",
    ]

    left = {at: left_in_english(site.get(at).content.decode()) for at in addresses}

    assert {"/es/", "/es/articles/", "/es/request/"} < left.keys()
    assert {at: words for at, words in left.items() if words} == {}


def test_no_english_is_left_on_the_way_of_a_request(site):
    answers = {
        "for_whom": "me", "full_name": "Rosa Méndez", "phone": "(360) 555-0187",
        "contact_by": ["call"], "voicemail": "yes", "returning": "new", "adult": "yes",
        "preferred_1_date": "11/27/2026", "privacy_consent": "on",
        "form_key": form_keys.new(NOON - timedelta(minutes=4)),
    }  # fmt: skip
    refused = site.post("/es/request/", {"for_whom": "me"})
    under_18 = site.post("/es/request/", answers | {"adult": "no"})
    check = site.post("/es/request/", answers)
    sent = site.post("/es/request/", first_post_form(check))
    receipt = site.get(sent["Location"])

    said = [refused, under_18, check, receipt]

    assert [left_in_english(page.content.decode()) for page in said] == [[]] * 4
    assert "el <strong>lunes 23 de noviembre, 5:00" in check.content.decode()


@pytest.mark.parametrize("status", STATUSES)
def test_no_english_is_left_on_a_page_for_a_bad_moment(status):
    with translation.override("es"):
        html = render_to_string(f"errors/{status}.html", {"LANGUAGE_CODE": "es"})

    assert left_in_english(html) == []


def test_the_acknowledgement_is_spanish_to_the_last_word():
    shown = messages.ToPerson(
        reference="K7M-2QX",
        promise="lunes 23 de noviembre",
        clinic_name="Harbour",
        telephone="+13605550142",
        telephone_words="(360) 555-0142",
        crisis_number="988",
        emergency_number="911",
        link="https://harbour.example/es/",
    )

    message = messages.render("acknowledgement", shown, language="es")

    assert left_in_english(message.html) == []
    assert not LITTLE_WORDS.search(f"{message.subject} {message.text}")
