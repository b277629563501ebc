"""Five clinics' old texts, from import to the page that a patient reads.

Fed from the texts beside the checkout where they are, and from invented ones of the
same structure everywhere. Pictures are drawn stand-ins; view counts and reader
questions have their own tests.
"""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import lxml.html
import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles import freezing, prose, reviewing
from articles.models import Article, Clinician, FigureSection
from clinic_site import shell
from clinic_site.models import (
    Announcement,
    Clinic,
    SiteVersion,
    Treatment,
    TreatmentText,
)
from tests.builders import (
    NOON,
    make_clinic,
    make_person,
    make_picture,
    make_reviewer,
    make_signed_instructions,
    show,
)
from tests.journeys import finishing
from tests.journeys.test_article_to_patient import signed_in
from tests.photographs import a_photograph, drawn

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"
BYLINE = "//p[starts-with(@class, 'byline')]"
INVENTED = Path(__file__).parents[1] / "articles" / "fixtures"


def texts(number, name):
    """Return the invented text, and the clinic's own where it lies there."""
    found = [INVENTED / f"{name}.txt", *sorted(SEEDS.glob(f"{number}_*.txt"))]
    return pytest.mark.parametrize("text", found, ids=lambda path: path.stem[:16])


@pytest.fixture(autouse=True)
def clinic(db):
    clinic = make_clinic()
    for slug in ("ketamine", "spravato", "tms"):
        treatment = Treatment.objects.create(slug=slug, is_offered=True)
        TreatmentText.objects.create(treatment=treatment, language="en", name=slug)
    make_signed_instructions()
    with time_machine.travel(NOON, tick=False):
        yield clinic


@pytest.fixture
def picture():
    """Small, because one is drawn in twenty files."""
    return make_picture(a_photograph(image=drawn(320, 240)))


@pytest.fixture
def editor():
    return make_person("editor", first_name="Edna")


class Page:
    """The page as a patient's browser gets it."""

    def __init__(self, article):
        shell.forget_all()
        address = reverse("article", args=[article.slug])
        self.html = Client().get(address).content.decode()
        self.tree = lxml.html.fromstring(self.html)

    def words(self, path):
        return [" ".join(one.text_content().split()) for one in self.tree.xpath(path)]

    def body(self, path):
        return self.words(f"//article//div[@class='flow']{path}")

    def pictures(self, path):
        """Return the words for each picture; it keeps its room while it loads."""
        found = self.tree.xpath(f"{path}//img")
        assert all(one.get("width") and one.get("height") for one in found)
        return [one.get("alt") for one in found]

    def links(self, path):
        return [one.get("href") for one in self.tree.xpath(path)]


def imported(text):
    call_command("import_articles", text, stdout=StringIO())
    return Article.objects.get()


def published(article, editor):
    """Let the editor send it and a reviewer approve it at the desk; return the Page."""
    note = "Taken over from our old site."
    revision = reviewing.submit(article, by=editor, at=NOON, change_note=note)
    verdict = reverse("admin:articles_revision_verdict", args=[revision.pk])
    due = (NOON + timedelta(days=300)).date().isoformat()
    said = {"verdict": "approved", "review_due_on": due}
    answer = signed_in(make_reviewer()).post(verdict, said)
    assert answer.status_code == 302, finishing.stopping(article)
    return Page(article)


def headings_of(article, level):
    pages = freezing.freeze(article)["sections"]
    found = re.findall(
        rf"<h{level}>(.*?)</h{level}>", "".join(s.get("html", "") for s in pages)
    )
    return [prose.plain(one) for one in found]


def assert_what_every_page_has(page, article, *, without):
    """One title, the approved words byte for byte, a way on and a way to be called."""
    assert page.words("//h1") == [article.title]
    assert [one for one in without if one in page.words("//article")[0]] == []
    assert page.links("//a[@class='back-to-top']") == ["#"]
    assert all(page.words("//section[@class='share']//a"))
    assert len(page.words("//section[@class='share']//a")) >= 2
    assert page.links("//section[@class='request-call']//a")[0] == "/request/"
    assert "Reviewed by Ana Ruiz, MD" in " ".join(page.words(BYLINE))
    assert page.tree.xpath("//*[@data-instruction='KET_DRIVE']")
    kept = "".join(one.get("html", "") for one in freezing.freeze(article)["sections"])
    curly = re.findall(r"[^<>&]*[’“”][^<>&]*", kept)
    assert [words for words in curly if words not in page.html] == []


@texts("000", "question_leads")
def test_four_questions_lead_and_lead_on(text, editor, picture):
    article = imported(text)
    gone = finishing.finish(article, by=editor)
    finishing.add_text(
        article,
        '<p>Please <a href="/locations/">contact us</a>, or read about '
        '<a href="/treatments/tms/">TMS</a>.</p>',
    )
    show(article, picture, caption="A calm evening")
    FigureSection.objects.update(ordering=900)

    page = published(article, editor)

    assert_what_every_page_has(page, article, without=gone)
    headings = page.body("//h2")
    assert headings == headings_of(article, 2)
    assert len(headings) == 4
    assert all(one.endswith("?") for one in headings)
    assert sum(len(one) > 100 for one in headings) == 1
    first = page.body("/h2[1]/following-sibling::p[1]")
    assert first[0].endswith("?")
    assert page.links("//article//a[text()='contact us']") == ["/locations/"]
    assert "/treatments/tms/" in page.links("//article//div[@class='flow']//a")
    assert page.body("/*[last()]/figcaption") == ["A calm evening"]
    assert page.pictures("//article//figure") == ["A sky over land"]


@texts("001", "two_levels")
def test_a_page_of_two_levels_has_its_bar_and_its_contents_list(text, editor, picture):
    article = imported(text)
    gone = finishing.finish(article, by=editor)
    finishing.add_text(article, "<p>Harbour Clinic is at home in Port Lark.</p>")
    show(article, picture, place="head")
    news = Announcement.objects.create(
        starts_at=NOON, ends_at=NOON + timedelta(days=1), shows_telephone=True
    )
    news.texts.create(language="en", text="A new room is open.")
    SiteVersion.grow()

    page = published(article, editor)

    assert_what_every_page_has(page, article, without=gone)
    assert "A new room is open." in page.words("//section[@class='announcement']")[0]
    number = Clinic.objects.get().telephone
    assert page.links("//section[@class='announcement']//a") == [f"tel:{number}"]
    assert (len(page.body("//h2")), len(page.body("//h3"))) == (6, 8)
    outer = "//nav[@class='contents']/details/ol/li"
    assert page.words(f"{outer}/a") == headings_of(article, 2)
    assert page.words(f"{outer}/ol/li/a") == headings_of(article, 3)
    anchors = [one.removeprefix("#") for one in page.links(f"{outer}//a")]
    assert all(page.tree.xpath(f"//*[@id='{one}']") for one in anchors)
    head = "//header[contains(@class, 'page-head--picture')]"
    assert page.words(f"{head}//h1") == page.words("//h1") == [article.title]
    assert page.pictures(head) == page.pictures("//main") == ["A sky over land"]
    assert page.body("/p")[-1] == "Harbour Clinic is at home in Port Lark."


@texts("002", "numbered_list")
def test_a_numbered_list_keeps_its_numbers_and_its_bold_leads(text, editor, picture):
    article = imported(text)
    gone = finishing.finish(article, by=editor)
    show(article, picture, alt="Two chairs in a bright room")

    page = published(article, editor)

    assert_what_every_page_has(page, article, without=gone)
    assert page.pictures("//article") == ["Two chairs in a bright room"]
    assert len(page.body("//h2")) == 7
    assert sum(one.endswith("?") for one in page.body("//h2")) == 5
    items, leads = page.body("//ol/li"), page.body("//ol/li/strong")
    assert (len(items), len(leads)) == (4, 4)
    assert all(item.startswith(lead) for item, lead in zip(items, leads, strict=True))
    assert all(len(item) > len(lead) for item, lead in zip(items, leads, strict=True))


@texts("003", "byline_and_views")
def test_a_page_says_who_wrote_it_and_when_it_was_updated(text, editor, picture):
    article = imported(text)
    Clinician.objects.filter(pk=article.author_id).update(
        credential="MD", is_shown=True, portrait=picture
    )
    gone = finishing.finish(article, by=editor)

    page = published(article, editor)

    assert_what_every_page_has(page, article, without=gone)
    byline = page.words(f"{BYLINE}/span")
    assert byline[0] == f"By {article.author.name}, MD"
    assert page.links(f"{BYLINE}//a")[0].startswith("/team/")
    portrait = f"Portrait of {article.author.name}"
    assert page.pictures(BYLINE) == [portrait]
    updated = page.tree.xpath(f"{BYLINE}/span[2]//time")[0]
    assert updated.get("datetime") == "2024-05-06"
    assert page.body("//h2")[:3] == headings_of(article, 2)
    assert len(headings_of(article, 2)) == 3
    targets = page.tree.xpath("//article//div[@class='flow']//h2/@id")
    assert len(set(targets)) >= 3
    assert "Call us if" in page.html


@texts("004", "timeline_and_tip")
def test_three_visits_become_a_timeline_and_a_tip(text, editor):
    article = imported(text)
    gone = finishing.finish(article, by=editor)
    before, first, after, _closing = headings_of(article, 2)
    finishing.add_timeline(
        article, f"Before | {before}\nFirst | {first}\nAfter | {after}"
    )

    page = published(article, editor)

    assert_what_every_page_has(page, article, without=gone)
    assert len(page.body("//h2")) == 4
    assert page.body("//ol[@class='timeline']/li/span[2]") == [before, first, after]
    (tip,) = page.tree.xpath("//article//*[@data-kind='tip']")
    assert "Pro tip" in " ".join(tip.text_content().split())
