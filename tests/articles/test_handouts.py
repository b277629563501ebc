"""The sheet that goes home: what is on it, as PDF too, and what its code says later."""

import io
import os
import re
from datetime import timedelta

import pypdf
import pytest
import time_machine
import zxingcpp
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image, ImageDraw

from articles import publishing, withdrawing
from articles.models import CalloutSection, HandoutCode, LinesSection, Publication
from clinic_site import append_only, pango, paper, shell
from clinic_site.models import Clinic, SiteVersion, Treatment
from tests.builders import (
    NOON,
    list_care,
    make_article,
    make_change,
    make_clinic,
    make_person,
    make_publication,
    make_signed_instructions,
    quote,
    sign,
)

DAY = timedelta(days=1)
needs_pango = pytest.mark.skipif(
    not pango.is_there() and "CI" not in os.environ, reason=pango.MISSING
)


@pytest.fixture(autouse=True)
def clinic(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.SITE_URL = "https://clinic.example"
    make_clinic()
    make_signed_instructions()
    shell.forget_all()
    with time_machine.travel(NOON, tick=False):
        yield


def aftercare(**fields):
    """A working copy with a list, steps, a help card and prose around them."""
    given = {"title": "At home", "slug": "at-home", "stage": "aftercare"}
    article = make_article("<h2>Why</h2><p>You rest.</p>", **given | fields)
    list_care(article, treatment="ketamine", stage="aftercare")
    LinesSection.objects.create(
        parent=article,
        region="main",
        ordering=60,
        style="steps",
        lines="Lie down.\nSip.",
    )
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=70,
        style="help",
        level="non_urgent",
        heading="Call us if",
        html="<p>You keep throwing up.</p>",
    )
    return article


def read(path, status=200, **query):
    answer = Client().get(path, query)
    assert answer.status_code == status
    return answer.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def drawn_square(page):
    """Return the page's QR code as a picture, its lines drawn as its path says."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', page)[1])
    (path,) = re.findall(r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"|$', page)[:1]
    picture = Image.new("L", (side * 8, side * 8), 255)
    pen, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    for move, to_x, to_y in re.findall(r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", path):
        if move == "h":
            pen.rectangle(
                [x * 8, (y - 0.5) * 8, (x + float(to_x)) * 8 - 1, (y + 0.5) * 8 - 1], 0
            )
        if move == "M":
            x, y = float(to_x), float(to_y)
        else:
            x, y = x + float(to_x), y + float(to_y or 0)
    return picture


def check(publication, prefix=""):
    return read(f"{prefix}/check/{publication.handout_code}/")


# -- The sheet -----------------------------------------------------------------------


def test_a_sheet_holds_what_to_do_and_whom_to_call_but_no_prose():
    publication = make_publication(aftercare())

    page = read("/articles/at-home/handout/")

    assert 'class="tick" type="checkbox"' in page
    for said in ("48 hours", "Lie down.", "You keep throwing up.", "Leave a message."):
        assert said in page
    for code in ("SAFETY_THOUGHTS", "EMERGENCY_911"):
        assert page.count(f'data-instruction="{code}"') == 1
    assert "You rest." not in page
    assert str(publication.handout_code) in page
    assert "Publication 1" in page
    assert "Ana Ruiz, MD" in page


def test_a_new_telephone_number_needs_no_new_sheet():
    make_publication(aftercare())
    Clinic.objects.update(telephone="+13605550199")
    SiteVersion.grow()
    shell.forget()

    page = words(read("/articles/at-home/handout/"))

    assert "Call (360) 555-0199" in page
    assert "555-0142" not in page


def test_an_article_that_asks_nothing_brings_its_words_and_whom_to_call():
    make_publication(make_article("<p>Nothing to do.</p>", slug="calm"))

    page = read("/articles/calm/handout/")

    assert "Nothing to do." in page
    assert 'data-instruction="SAFETY_THOUGHTS"' in page
    assert 'data-instruction="EMERGENCY_911"' in page


def test_a_companion_s_sheet_speaks_to_the_companion():
    article = quote(make_article(slug="ride", audience="companion"), "EMERGENCY_911")
    make_publication(article)

    assert "if you cannot wake them" in read("/articles/ride/handout/")


def test_the_sample_says_on_every_sheet_that_it_is_one():
    make_publication(aftercare())
    Clinic.objects.update(is_demonstration=True)
    SiteVersion.grow()
    shell.forget()

    page = read("/articles/at-home/handout/")

    assert "Sample content. Not reviewed by a clinician." in page


def test_a_page_leads_to_its_sheet_and_its_sheet_back():
    make_publication(aftercare())

    assert 'href="/articles/at-home/handout/"' in read("/articles/at-home/")
    assert 'href="/articles/at-home/"' in read("/articles/at-home/handout/")


def test_a_page_published_before_there_were_sheets_says_so_until_it_is_rendered_anew():
    old = make_publication(aftercare())
    with append_only.lifted():
        HandoutCode.objects.all().delete()
        Publication.objects.filter(pk=old.pk).update(handout_html="")

    before = read("/articles/at-home/handout/", status=404)
    no_link = read("/articles/at-home/")
    publishing.render_anew(at=NOON + DAY)

    assert "There is no handout here yet" in before
    assert "at-home/handout" not in no_link
    assert "48 hours" in read("/articles/at-home/handout/")


def test_a_new_word_for_whom_to_call_re_issues_every_sheet_and_says_why():
    make_publication(make_article("<p>Nothing to do.</p>", slug="calm"))
    frames = {
        language: {form: f"{words} 988" for form, words in said.items()}
        for language, said in {
            "en": {"short": "Call", "full": "Call us or", "companion": "Call"},
            "es": {"short": "Llame", "full": "Llame al", "companion": "Llame"},
        }.items()
    }

    sign(make_change("SAFETY_THOUGHTS", frames=frames), at=NOON + DAY)

    newest = Publication.objects.get(number=2)
    assert newest.cause == "instruction"
    assert newest.change_note == "Thoughts of suicide: new wording"
    assert "Call us or 988" in newest.handout_html


def test_the_square_holds_the_address_that_is_printed_below_it():
    publication = make_publication(aftercare(language="es"))

    page = read("/es/articles/at-home/handout/")

    (seen,) = zxingcpp.read_barcodes(drawn_square(page))
    address = f"https://clinic.example/es/check/{publication.handout_code}/"
    assert seen.text == address
    assert f'<a href="{address}">{address.removeprefix("https://")}</a>' in page


# -- The PDF -------------------------------------------------------------------------


@pytest.mark.of_pages
@needs_pango
def test_the_pdf_is_tagged_named_in_its_language_and_made_once():
    make_publication(aftercare(language="es", title="En casa"))
    address = "/es/articles/at-home/handout.pdf"

    answer = Client().get(address)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Robots-Tag"] == "noindex"
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    catalogue = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "es"
    assert document.metadata.title == "En casa · Harbour Clinic"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    text = " ".join(page.extract_text() for page in document.pages)
    assert "48 horas" in text
    assert str(HandoutCode.objects.get()) in text
    assert Client().get(address).content == answer.content
    assert len(list(paper._shelf().glob("*.pdf"))) == 1


@needs_pango
def test_two_who_ask_at_once_wait_for_one_making(at_once, monkeypatch):
    made = []
    monkeypatch.setattr(paper, "_made", lambda document: made.append(1) or b"%PDF-")

    found = at_once(*3 * [lambda: paper.pdf("<p>x</p>", name="sheet")])

    assert (found, made) == (3 * [b"%PDF-"], [1])


def test_a_press_that_fails_leaves_the_sheet_to_the_browser(monkeypatch, tmp_path):
    make_publication(aftercare())
    monkeypatch.setattr(pango, "is_there", lambda: True)
    monkeypatch.setattr(paper, "PRINTER", tmp_path / "gone.py")

    answer = Client().get("/articles/at-home/handout.pdf")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "/articles/at-home/handout/" in answer.content.decode()


def test_without_pango_there_is_no_pdf_and_no_link_to_one(monkeypatch):
    make_publication(aftercare())
    monkeypatch.setattr(pango, "is_there", lambda: False)

    page = read("/articles/at-home/handout.pdf", status=404)

    assert "There is no PDF here" in page
    assert "handout.pdf" not in read("/articles/at-home/")
    assert "handout.pdf" not in read("/articles/at-home/handout/")


@pytest.mark.of_pages
@needs_pango
def test_a_sheet_reads_our_fonts_and_nothing_else():
    from clinic_site.printer import OnlyOurFonts

    fetch = OnlyOurFonts().fetch
    font = "font:atkinson-hyperlegible-next-latin.woff2"

    assert fetch(font).read()[:4] == b"wOF2"
    for address in ("https://example.org/", "file:///etc/passwd", "font:../site.css"):
        with pytest.raises(ValueError, match="nothing but our fonts"):
            fetch(address)


# -- What the code says --------------------------------------------------------------


def test_a_sheet_of_today_is_current():
    publication = make_publication(aftercare())

    page = check(publication)

    assert "This sheet is current" in page
    assert "48 hours" in page


def test_an_old_sheet_says_which_value_changed_and_shows_what_it_said():
    old = make_publication(aftercare())
    stored = old.handout_html
    sign(make_change("ALCOHOL", ends=72 * 60), at=NOON + DAY)

    page = check(old)

    assert "This sheet was replaced on November 24, 2026" in page
    assert "Alcohol: 48 → 72 hours" in page
    assert re.search(r"<strong>Alcohol</strong>.*<del>.*48</del>.*72</ins>", page, re.S)
    kept = page.split("What your sheet says")[1]
    assert "72 hours" not in kept
    assert "48 hours" in kept
    assert Publication.objects.get(pk=old.pk).handout_html == stored


def test_an_older_printing_of_the_same_words_still_holds():
    old = make_publication(aftercare())
    article = old.article
    article.articles_textsection_set.update(html="<h2>Why</h2><p>You may rest.</p>")
    article.refresh_from_db()
    make_publication(article, at=NOON + DAY)

    page = check(old)

    assert "This sheet still holds" in page
    assert "What changed since" not in page


def test_a_sheet_that_was_taken_back_says_why():
    old = make_publication(aftercare())
    withdrawing.withdraw(
        old.article, by=make_person(), at=NOON + DAY, reason="A step was wrong."
    )

    page = check(old)

    assert "This sheet was taken back on November 24, 2026" in page
    assert "A step was wrong." in page
    assert "Open today’s sheet" not in page


def test_a_sheet_of_a_treatment_no_longer_given_can_still_be_had_and_checked():
    publication = make_publication(aftercare())
    Treatment.objects.update(is_offered=False)
    SiteVersion.grow()
    shell.forget()

    assert "48 hours" in read("/articles/at-home/handout/")
    assert "This sheet is current" in check(publication)


def test_a_spanish_sheet_is_checked_in_spanish_and_leads_there():
    publication = make_publication(aftercare(language="es"))

    page = check(publication, prefix="/es")

    assert "Esta hoja está vigente" in page
    assert f"clinic.example/es/check/{publication.handout_code}/" in read(
        "/es/articles/at-home/handout/"
    )


@pytest.mark.parametrize("code", ["abc", "K7M-4PQ-3XW", "K7M4-PQ3X", "%00", "x" * 300])
def test_a_wrong_code_gets_help_and_no_hint_about_others(code):
    publication = make_publication(aftercare())

    page = read("/check/", status=404, code=code)

    assert "We do not know this code" in page
    assert "(360) 555-0142" in page
    assert str(publication.handout_code) not in page
    assert "At home" not in page


def test_a_code_is_found_however_it_is_typed():
    code = str(make_publication(aftercare()).handout_code)

    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("-", "·"),
    ):
        answer = Client().get("/check/", {"code": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/check/{code}/")


def test_whoever_tries_many_codes_is_asked_to_wait(monkeypatch):
    person = Client()
    answers = [person.get("/check/AAA-AAA-AAA/").status_code for _try in range(32)]

    limited = person.get("/check/AAA-AAA-AAA/")

    assert answers[0] == 404
    assert limited.status_code == 429
    assert "(360) 555-0142" in limited.content.decode()


def test_a_code_is_given_once_and_for_ever():
    publication = make_publication(aftercare())

    for move in (
        lambda: HandoutCode.objects.update(code="K7M-4PQ-3XW"),
        lambda: HandoutCode.objects.all()._raw_delete("default"),
        lambda: HandoutCode.objects.give(publication),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            move()
