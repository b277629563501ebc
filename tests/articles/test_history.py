"""What a page said on a day is shown as it was stored, with who answered for it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from articles import withdrawing
from articles.models import (
    Article,
    CalloutSection,
    Publication,
    SignedInstruction,
)
from clinic_site import append_only, shell
from clinic_site.models import Clinic, SiteVersion
from tests.builders import (
    NOON,
    make_article,
    make_change,
    make_clinic,
    make_publication,
    make_reviewer,
    make_signed_instructions,
    quote,
    sign,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
AS_OF = "/articles/rest/as-of/{}/"
HISTORY = "/articles/rest/history/"


@pytest.fixture(autouse=True)
def a_week_later():
    make_clinic()
    with time_machine.travel(NOON + 7 * DAY, tick=False):
        yield


def rest(**fields):
    return make_article(title="Rest", slug="rest", **fields)


def publish_again(*, at, **said):
    return make_publication(Article.objects.get(slug="rest"), at=at, **said)


def read(address):
    return Client().get(address).content.decode()


def test_the_history_lists_every_version_the_newest_first():
    make_publication(rest(), reviewer=make_reviewer("Ana Ruiz", "MD"))
    publish_again(at=NOON + DAY, change_note="Clearer words.", is_major=True)

    page = read(HISTORY)

    newest, oldest = page.split("<ol")[-1].split("</ol>")[0].split("<li>")[1:]
    assert "Clearer words." in newest
    assert "Major change" in newest
    assert AS_OF.format("2026-11-24") in newest
    assert "Minor change" in oldest
    assert "The words were written or changed, and reviewed." in oldest
    assert "Ana Ruiz, MD" in oldest
    assert AS_OF.format("2026-11-23") in oldest


def test_the_article_leads_to_its_history():
    make_publication(rest())

    assert f'href="{HISTORY}"' in read("/articles/rest/")


def test_the_history_is_for_readers_of_the_page_and_not_for_searchers():
    make_publication(rest())

    assert '<meta name="robots" content="noindex">' in read(HISTORY)


def test_the_history_of_a_page_that_was_never_published_is_not_there():
    rest()

    assert Client().get(HISTORY).status_code == 404
    assert Client().get(AS_OF.format("2026-11-23")).status_code == 404


def test_the_history_asks_as_often_for_one_version_as_for_three(
    django_assert_max_num_queries,
):
    make_publication(rest())
    for number in (1, 2):
        publish_again(at=NOON + number * DAY)
    shell.forget_all()  # or a slow machine reads it anew in between
    read(HISTORY)

    with django_assert_max_num_queries(3):
        read(HISTORY)


def test_a_day_shows_what_was_current_when_it_ended_at_the_clinic():
    make_publication(rest(html="<p>Morning words.</p>"))
    section = Article.objects.get().articles_textsection_set.get()
    section.html = "<p>Evening words.</p>"
    section.save()
    # 23:30 at the clinic; in UTC that is the next day already.
    publish_again(at=NOON + timedelta(hours=14, minutes=30))

    page = read(AS_OF.format("2026-11-23"))

    assert "Evening words." in page
    assert "Morning words." not in page


def test_a_version_that_lasted_less_than_a_day_is_reached_from_the_history():
    make_publication(rest(html="<p>Morning words.</p>"))
    section = Article.objects.get().articles_textsection_set.get()
    section.html = "<p>Evening words.</p>"
    section.save()
    publish_again(at=NOON + timedelta(hours=2))

    address = AS_OF.format("2026-11-23") + "?number=1"

    assert address in read(HISTORY)
    assert "Morning words." in read(address)
    assert Client().get(AS_OF.format("2026-11-23") + "?number=9").status_code == 404
    assert Client().get(AS_OF.format("2026-11-24") + "?number=1").status_code == 404


def test_the_words_are_the_stored_bytes_and_not_rendered_again():
    publication = make_publication(rest())
    stored = '<p>Bytes  that <b data-x=1>no renderer</b>\twould "make" today.</p>'
    with append_only.lifted():
        Publication.objects.filter(pk=publication.pk).update(body_html=stored)

    assert stored in read(AS_OF.format("2026-11-23"))


def test_a_day_is_shown_with_reviewer_sources_and_digest():
    publication = make_publication(rest(), reviewer=make_reviewer("Ana Ruiz", "MD"))

    answer = Client().get(AS_OF.format("2026-11-25"))

    page = answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page
    assert "Ana Ruiz, MD" in page
    assert "A leaflet" in page
    assert publication.digest in page
    assert "November 25, 2026" in page


def test_a_day_shows_the_values_of_that_day():
    make_signed_instructions()
    article = quote(rest(), "ALCOHOL")
    make_publication(article)
    before = SignedInstruction.objects.get(instruction__code="ALCOHOL").pk
    assert before in Publication.objects.get().signed_ids
    sign(make_change("ALCOHOL", ends=72 * 60), at=NOON + 2 * DAY)

    old, new = read(AS_OF.format("2026-11-24")), read(AS_OF.format("2026-11-25"))

    assert Publication.objects.count() == 2
    assert before not in Publication.objects.first().signed_ids
    assert "72 hours" not in old
    assert "72 hours" in new.split("Care instructions on that day")[1]
    assert "A clinician signed other values for care instructions." in read(HISTORY)


def test_old_help_cards_show_todays_number_and_say_so():
    article = rest()
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=20,
        style="help",
        level="non_urgent",
        heading="Call us",
        html="<p>If in doubt.</p>",
    )
    make_publication(article)
    Clinic.objects.update(telephone="+13605550177")
    SiteVersion.grow()
    shell.forget_all()

    page = read(AS_OF.format("2026-11-23"))

    assert "(360) 555-0177" in page.split('id="main"')[1].split("<footer")[0]
    assert "(360) 555-0142" not in page
    assert "they are today’s" in page


@pytest.mark.parametrize(
    "day", ["2026-11-22", "2026-12-01", "2030-01-01"], ids=["before", "next", "later"]
)
def test_a_day_without_a_version_is_answered_kindly_with_the_first_day(day):
    make_publication(rest())

    answer = Client().get(AS_OF.format(day))

    assert answer.status_code == 404
    assert AS_OF.format("2026-11-23") in answer.content.decode()


@pytest.mark.parametrize("day", ["2026-02-30", "2026-1-1", "yesterday"])
def test_a_day_that_no_calendar_has_is_not_there(day):
    make_publication(rest())

    assert Client().get(f"/articles/rest/as-of/{day}/").status_code == 404


def test_a_withdrawn_span_says_so_and_keeps_what_was_said():
    make_publication(rest())
    article = Article.objects.get()
    withdrawing.withdraw(
        article, by=make_reviewer(), at=NOON + DAY, reason="The advice was wrong."
    )
    publish_again(at=NOON + 4 * DAY, change_note="Mended.")

    days = [read(AS_OF.format(date(2026, 11, 23) + n * DAY)) for n in (0, 2, 5)]

    said = "it had been taken back"
    assert [said in page for page in days] == [False, True, False]
    assert "The advice was wrong." in days[1]
    assert "Lie down." in days[1]
    assert "The advice was wrong." in read(HISTORY)


def test_history_and_days_of_a_withdrawn_page_keep_working():
    make_publication(rest())
    article = Article.objects.get()
    withdrawing.withdraw(article, by=make_reviewer(), at=NOON, reason="Wrong advice.")

    pages = [HISTORY, AS_OF.format("2026-11-23"), AS_OF.format("2026-11-25")]

    assert [Client().get(page).status_code for page in pages] == [200, 200, 200]
    # What stood there for less than a day is one step from the history.
    address = AS_OF.format("2026-11-23") + "?number=1"
    assert address in read(HISTORY)
    assert "it had been taken back" not in read(address)


def test_the_history_of_a_spanish_page_is_spanish():
    make_publication(make_article(slug="descanso", language="es"))

    assert Client().get("/es/articles/descanso/history/").status_code == 200
    assert Client().get("/articles/descanso/history/").status_code == 404
