"""No published page holds a care number that does not come from a signed value."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from articles import gates, publishing
from articles.gates.care_numbers import care_numbers_in
from articles.models import CareInstruction, Publication, SignedInstruction
from articles.views import handouts
from clinic_site import demonstration, shell
from tests.builders import (
    list_care,
    make_article,
    make_clinic,
    make_publication,
    make_revision,
    make_signed_instructions,
    quote,
)
from tests.care_elements import Body

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
JSON_LD = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.S)
STYLES = {
    "before": "list",
    "during": "do_dont",
    "after": "checklist",
    "aftercare": "list",
}


@pytest.fixture
def demo(db, settings):
    """The demonstration clinic with its own pages."""
    settings.DEMO = True
    shell.forget_all()
    demonstration.load(at=AT)


def publish_every_instruction():
    """Publish pages that quote and list all there is, in each form, style, language."""
    codes = SignedInstruction.objects.values_list("instruction__code", flat=True)
    for language in ("en", "es"):
        for form in ("short", "full", "companion"):
            make_publication(quote(make_article(language=language), *codes, form=form))
        for treatment in ("ketamine", "spravato", "tms"):
            for stage, style in STYLES.items():
                article = make_article(language=language)
                list_care(article, treatment=treatment, stage=stage, style=style)
                make_publication(article)
    shell.forget_all()


def strings_in(found):
    """Yield every string of a JSON document."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for one in found:
            yield from strings_in(one)
    elif isinstance(found, str):
        yield found


def structured_data(article):
    """Return every string of the page's JSON-LD."""
    prefix = "" if article.language == "en" else f"/{article.language}"
    address = f"{prefix}/articles/{article.slug}/"
    page = Client().get(address, follow=True).content.decode()
    return [
        words
        for found in JSON_LD.findall(page)
        for words in strings_in(json.loads(found))
    ]


def sheet_of(page):
    """Return the whole document that the PDF of a page's handout is made from."""
    with translation.override(page.language):
        request = RequestFactory().get("/")
        context = handouts.sheet(request, page) | {"paper": "A4"}
        return render_to_string("articles/handout/pdf.html", context, request=request)


def test_no_live_page_holds_a_care_number_that_somebody_typed(demo):
    publish_every_instruction()
    live = Publication.objects.live().select_related("current_of", "handout_code")
    assert live.filter(language="es").count() == live.filter(language="en").count() > 15

    in_bodies = [
        (page.title, number)
        for page in live
        for number in care_numbers_in(Body(page.body_html).rest, page.language)
    ]
    on_paper = [
        (page.title, number)
        for page in live
        for number in care_numbers_in(Body(sheet_of(page)).rest, page.language)
    ]
    in_calm_views = [
        (page.title, number)
        for page in live
        for number in care_numbers_in(Body(page.calm_html).rest, page.language)
    ]
    said = {page: structured_data(page.current_of) for page in live}
    in_structured_data = [
        (page.title, number)
        for page, strings in said.items()
        for words in strings
        for number in care_numbers_in(words, page.language)
    ]

    assert in_bodies == []
    assert on_paper == []
    assert in_calm_views == []
    assert in_structured_data == []
    assert sum(map(bool, said.values())) > 30  # there is something to scan


def test_every_value_on_a_page_is_one_that_was_signed_for_it():
    make_signed_instructions()
    publish_every_instruction()
    shown = 0
    for page in Publication.objects.live():
        signed = SignedInstruction.objects.filter(pk__in=page.signed_ids)
        may_say = {}
        for one in signed.select_related("instruction"):
            value = one.instruction.as_value(one)
            may_say[value.code] = {
                value.sentence(page.language, form)
                for form in ("short", "full", "companion")
            }
        for code, words in Body(
            page.body_html + page.handout_html + page.calm_html
        ).values:
            said = " ".join(words.split())
            assert any(said.endswith(sentence) for sentence in may_say[code]), said
            shown += 1

    assert shown > 300


def test_the_scan_finds_what_is_typed():
    body = Body(
        '<p data-instruction="KET_DRIVE">No driving for <b>24 hours</b>.</p>'
        "<p>Do not drive for <strong>5 hours</strong>.</p>"
    )

    assert body.values == [["KET_DRIVE", "No driving for 24 hours."]]
    assert care_numbers_in(body.rest, "en") == ["Do not drive for 5 hours."]


# -- What stops publishing -----------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Do not drive for 24 hours."),
        ("es", "No maneje durante 24 horas."),
        ("en", "No alcohol. Wait two days."),
        ("es", "No beba alcohol hasta el día siguiente."),
    ],
)
def test_a_typed_care_number_is_not_published(language, words):
    make_signed_instructions()
    article = make_article(f"<p>{words}</p>", language=language)

    with pytest.raises(publishing.Refused) as refused:
        make_publication(article)

    (problem,) = {one.gate for one in refused.value.args[0]}
    assert problem == "typed_care_number"
    assert not Publication.objects.exists()


def test_an_instruction_that_nobody_signed_is_not_published():
    make_signed_instructions("KET_DRIVE")
    make_clinic()
    quoting = quote(make_article(), "KET_DRIVE", "ALCOHOL")
    listing = list_care(make_article(), treatment="tms", stage="during")

    for article, missing in [
        (quoting, {"ALCOHOL"}),
        (listing, {"TMS_METAL_OFF", "TMS_EARS"}),
    ]:
        with pytest.raises(publishing.Refused) as refused:
            make_publication(article)
        found = refused.value.args[0]
        assert {one.instruction for one in found} == missing
        assert {one.gate for one in found} == {"unsigned_instruction"}

    assert not Publication.objects.exists()


def test_a_problem_says_where_it_stands_and_how_to_mend_it():
    make_signed_instructions("KET_DRIVE")
    article = quote(make_article("<p>Do not drive for 5 hours.</p>"), "ALCOHOL")
    revision = make_revision(article)

    found = gates.problems(revision.content, CareInstruction.objects.in_force())

    assert {(one.section, one.quote or one.instruction) for one in found} == {
        (1, "Do not drive for 5 hours."),
        (2, "ALCOHOL"),
    }
    assert all(one.said and one.fix for one in found)
