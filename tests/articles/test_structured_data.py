"""What machines read of a page: schema.org facts, as they stand in the page itself."""

import json
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client

from articles import structured_data
from articles.models import QuestionsSection, Source
from clinic_site import shell
from clinic_site.models import Closure, Location
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]
# The properties that schema.org knows for each type; others would not validate.
WEB_PAGE = {
    "name", "description", "url", "inLanguage", "datePublished", "dateModified",
    "lastReviewed", "reviewedBy", "author", "citation", "publisher", "mainEntity",
}  # fmt: skip
KNOWN = {
    "MedicalWebPage": WEB_PAGE,
    "WebPage": WEB_PAGE,
    "FAQPage": WEB_PAGE,
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "Person": {"name", "honorificSuffix"},
    "MedicalClinic": {
        "name", "url", "telephone", "logo", "address", "openingHoursSpecification",
        "specialOpeningHoursSpecification",
    },
    "PostalAddress": {
        "streetAddress", "addressLocality", "addressRegion", "postalCode",
        "addressCountry",
    },
    "OpeningHoursSpecification": {
        "dayOfWeek", "opens", "closes", "validFrom", "validThrough",
    },
}  # fmt: skip
NEEDED = {
    "MedicalWebPage": {"name", "url", "inLanguage", "lastReviewed", "reviewedBy"},
    "FAQPage": {"mainEntity"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "Person": {"name"},
    "MedicalClinic": {"name", "url", "telephone", "address"},
    "PostalAddress": {"streetAddress", "addressLocality", "addressCountry"},
    "OpeningHoursSpecification": {"opens", "closes"},
}


class DataBlocks(HTMLParser):
    """Collects the text of each block of structured data, as a browser parts it."""

    def __init__(self):
        super().__init__()
        self.blocks, self.is_inside = [], False

    def handle_starttag(self, tag, attrs):
        self.is_inside = ("type", "application/ld+json") in attrs
        if self.is_inside:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.is_inside = False

    def handle_data(self, data):
        if self.is_inside:
            self.blocks[-1] += data


def facts_on(address):
    """Return the dicts that the page at `address` tells machines."""
    answer = Client().get(address)
    assert answer.status_code == 200
    parser = DataBlocks()
    parser.feed(answer.content.decode())
    (said,) = map(json.loads, parser.blocks)
    return said if isinstance(said, list) else [said]


def faults(fact):
    """Yield what schema.org would not accept in `fact` or below it."""
    if isinstance(fact, list):
        for one in fact:
            yield from faults(one)
    elif isinstance(fact, dict):
        kind = fact["@type"]
        names = {name for name in fact if not name.startswith("@")}
        yield from (f"{kind} knows no {name}" for name in names - KNOWN[kind])
        if set(fact) != {"@type", "@id", "name"}:  # a reference needs no more
            yield from (
                f"{kind} lacks {name}" for name in NEEDED.get(kind, set()) - names
            )
        yield from (f"{kind}.{name} is empty" for name, it in fact.items() if not it)
        for one in fact.values():
            yield from faults(one)


@pytest.fixture(autouse=True)
def clinic(db):
    clinic = make_clinic(name="Harbour Clinic")
    Location.objects.create(
        name="Harbour",
        street="1 Quay",
        city="Port Ellery",
        region="WA",
        postal_code="98",
    )
    return clinic


def publish(slug="rest", *, questions="", reviewer=None, **fields):
    article = make_article(slug=slug, **fields)
    if questions:
        QuestionsSection.objects.create(
            parent=article, region="main", ordering=20, text=questions
        )
    return make_publication(article, reviewer=reviewer)


# -- The shapes --------------------------------------------------------------------


def test_an_article_says_who_reviewed_it_and_when():
    publish(title="Rest", summary="Lie down.", reviewer=make_reviewer("Ana Ruiz", "MD"))

    (page,) = facts_on("/articles/rest/")

    assert page == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": "Rest",
        "description": "Lie down.",
        "url": "http://localhost:8000/articles/rest/",
        "inLanguage": "en",
        "datePublished": NOON.isoformat(),
        "dateModified": NOON.isoformat(),
        "lastReviewed": "2026-11-23",
        "reviewedBy": {"@type": "Person", "name": "Ana Ruiz", "honorificSuffix": "MD"},
        "citation": ["A leaflet"],
        "publisher": {
            "@type": "MedicalClinic",
            "@id": "http://localhost:8000/#clinic",
            "name": "Harbour Clinic",
        },
    }


def test_questions_on_a_page_are_a_list_of_questions_with_their_answers():
    publish(questions="? Does it hurt?\nMost say no.\n\n? May I drive?\nAsk us.")

    page, questions = facts_on("/articles/rest/")

    assert page["@type"] == "MedicalWebPage"
    assert questions["@type"] == "FAQPage"
    assert [
        (one["name"], one["acceptedAnswer"]["text"]) for one in questions["mainEntity"]
    ] == [("Does it hurt?", "Most say no."), ("May I drive?", "Ask us.")]


def test_a_question_without_an_answer_is_left_out():
    publish(questions="? Does it hurt?\n\n? May I drive?\nAsk us.")

    _page, questions = facts_on("/articles/rest/")

    assert [one["name"] for one in questions["mainEntity"]] == ["May I drive?"]


def test_the_clinic_says_where_it_is_and_when_it_is_open(clinic):
    Closure.objects.create(clinic=clinic, day=date(2026, 11, 26))

    (said,) = facts_on("/")

    assert said["telephone"] == "+13605550142"
    assert said["address"] == [
        {
            "@type": "PostalAddress",
            "streetAddress": "1 Quay",
            "addressLocality": "Port Ellery",
            "addressRegion": "WA",
            "postalCode": "98",
            "addressCountry": "US",
        }
    ]
    days = [one["dayOfWeek"] for one in said["openingHoursSpecification"]]
    assert days[0] == "https://schema.org/Monday"
    assert len(days) == 5
    assert said["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-11-26",
            "validThrough": "2026-11-26",
            "opens": "00:00",
            "closes": "00:00",
        }
    ]


def test_the_logo_has_an_address_of_the_site():
    shown = shell.Shell(logo={"url": "/media/a.webp", "width": 9, "height": 9})

    (said,) = structured_data.clinic(shown)

    assert said["logo"] == "http://localhost:8000/media/a.webp"


@pytest.mark.parametrize(
    "address", ["/", "/locations/", "/articles/rest/", "/es/articles/descanso/"]
)
def test_every_fact_is_one_that_schema_org_knows(address):
    questions = "? Does it hurt?\nMost say no."
    publish("rest", questions=questions, summary="Lie down.")
    publish("descanso", questions=questions, language="es")

    assert list(faults(facts_on(address))) == []


def test_what_nobody_has_said_is_left_out_rather_than_empty():
    article = make_article(slug="rest", summary="")
    Source.objects.filter(article=article).update(title="x", url="https://example.org/")
    make_publication(article, reviewer=make_person("medical_reviewer"))

    (page,) = facts_on("/articles/rest/")

    assert not {"description", "author", "reviewedBy"} & page.keys()
    assert page["citation"] == ["https://example.org/"]


def test_a_page_published_again_does_not_claim_to_be_new():
    article = make_article(slug="rest")
    make_publication(article)
    article.refresh_from_db()
    make_publication(article, at=NOON + timedelta(days=1))

    (page,) = facts_on("/articles/rest/")

    assert "datePublished" not in page
    assert datetime.fromisoformat(page["dateModified"]) == NOON + timedelta(days=1)


def test_each_language_says_its_own():
    publish("descanso", language="es", title="Descanso")

    (page,) = facts_on("/es/articles/descanso/")

    assert (page["inLanguage"], page["name"]) == ("es", "Descanso")
    assert page["url"] == "http://localhost:8000/es/articles/descanso/"


# -- Words that try to break out ---------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]> & \u2028 “rest”",
        'a "quoted" \\ title',
    ],
)
def test_no_title_ends_the_block_of_data(words):
    publish(title=words)

    (page,) = facts_on("/articles/rest/")

    assert page["name"] == words
    assert "<script>alert(1)" not in Client().get("/articles/rest/").content.decode()
