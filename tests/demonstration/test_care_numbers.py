"""No page of the demonstration holds a care number that was not signed."""

import json
import re

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from articles.gates.care_numbers import care_numbers_in
from articles.models import Publication, SignedInstruction
from articles.views import handouts
from clinic_site import shell
from tests.builders import list_care, make_article, make_publication, quote
from tests.care_elements import Body

JSON_LD = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.S)
STYLES = {
    "before": "list",
    "during": "do_dont",
    "after": "checklist",
    "aftercare": "list",
}


@pytest.fixture(scope="module")
def every_instruction(loaded_once, django_db_blocker):
    """Beside the demonstration's own pages, some that show all that can be quoted."""
    with django_db_blocker.unblock(), transaction.atomic():
        publish_every_instruction()
        yield
        transaction.set_rollback(True)
    shell.forget_all()


@pytest.fixture
def pages(every_instruction, loaded):
    """Every live page."""
    return Publication.objects.live().select_related("current_of", "handout_code")


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


@pytest.mark.of_pages
def test_no_live_page_holds_a_care_number_that_somebody_typed(pages):
    assert pages.filter(language="es").count() > 15

    in_bodies = [
        (page.title, number)
        for page in pages
        for number in care_numbers_in(Body(page.body_html).rest, page.language)
    ]
    on_paper = [
        (page.title, number)
        for page in pages
        for number in care_numbers_in(Body(sheet_of(page)).rest, page.language)
    ]
    in_calm_views = [
        (page.title, number)
        for page in pages
        for number in care_numbers_in(Body(page.calm_html).rest, page.language)
    ]
    said = {page: structured_data(page.current_of) for page in pages}
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


def test_every_value_on_a_page_is_one_that_was_signed_for_it(pages):
    shown = 0
    for page in pages:
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
