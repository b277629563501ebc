"""Nobody forgets a review: owners are told, then managers, and patients see it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from articles import publishing, review_reminders, withdrawing
from articles.models import (
    Article,
    CareInstruction,
    Cause,
    Publication,
    ReviewReminder,
)
from clinic_site import append_only, jobs
from tests import mail_catcher
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
)

pytestmark = pytest.mark.django_db
DUE = date(2027, 11, 1)  # as make_publication has it
ADDRESS = "/articles/rest/"
WARNING = "A clinician should have looked at this page again"


@pytest.fixture(autouse=True)
def clinic():
    return make_clinic()


@pytest.fixture(autouse=True)
def port(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mail_catcher.free_port()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{settings.EMAIL_PORT}"
    return settings.EMAIL_PORT


@pytest.fixture
def mailbox(port):
    with mail_catcher.running(port) as kept:
        yield kept


@pytest.fixture
def owner():
    return make_person("editor", email="owner@example.org")


@pytest.fixture
def manager():
    return make_person("practice_manager", email="manager@example.org")


@pytest.fixture
def page(owner):
    return make_publication(make_article(title="Rest", slug="rest", owner=owner))


def day(days_before, hour=9):
    """That many days before the review is due, on the clinic's clock."""
    then = DUE - timedelta(days=days_before)
    zone = ZoneInfo("America/Los_Angeles")
    return datetime(then.year, then.month, then.day, hour, tzinfo=zone)


def sent(mailbox):
    return [(mail["To"], mail["Subject"]) for mail in mailbox.mails]


def test_the_owner_is_reminded_60_30_and_7_days_before_and_each_time_once(
    mailbox, page, manager
):
    went = {days: review_reminders.send_due(at=day(days)) for days in range(70, -1, -1)}

    assert [days for days, count in went.items() if count] == [60, 30, 7]
    assert {to for to, _subject in sent(mailbox)} == {"owner@example.org"}
    assert sent(mailbox)[0][1] == "Review due on November 1, 2027: Rest"


def test_a_reminder_is_plain_and_leads_to_the_article(mailbox, page):
    review_reminders.send_due(at=day(60))

    (mail,) = mailbox.mails
    words = mail.get_content()
    assert mail.get_content_type() == "text/plain"
    assert f"/admin/articles/article/{page.article_id}/change/" in words
    assert "“Rest” is due on November 1, 2027" in words


def test_when_nothing_happened_the_managers_are_told_too(mailbox, page, manager):
    early = review_reminders.send_due(at=day(0, hour=23))
    mailbox.mails.clear()

    went = [review_reminders.send_due(at=day(days)) for days in (-1, -2)]

    assert (early, went) == (1, [1, 0])
    assert sent(mailbox) == [
        ("owner@example.org, manager@example.org", "Review overdue: Rest")
    ]


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"email": ""}],
    ids=["left-the-clinic", "has-no-mail"],
)
def test_managers_are_told_at_once_when_the_owner_cannot_act(
    mailbox, page, owner, manager, change
):
    type(owner).objects.filter(pk=owner.pk).update(**change)

    review_reminders.send_due(at=day(60))

    assert [to for to, _subject in sent(mailbox)] == ["manager@example.org"]


def test_managers_are_told_of_pages_without_an_owner(mailbox, page, manager):
    Article.objects.update(owner=None)

    review_reminders.send_due(at=day(30))

    assert [to for to, _subject in sent(mailbox)] == ["manager@example.org"]


def test_managers_who_left_are_not_written_to(mailbox, page, manager):
    Article.objects.update(owner=None)
    type(manager).objects.filter(pk=manager.pk).update(is_active=False)

    assert review_reminders.send_due(at=day(30)) == 0

    assert not ReviewReminder.objects.exists()


def test_after_a_long_break_one_mail_goes_and_not_three(mailbox, page):
    assert review_reminders.send_due(at=day(5)) == 1

    assert set(ReviewReminder.objects.values_list("days", flat=True)) == {7}


def test_a_reviewed_page_is_not_reminded_of_any_more(mailbox, page):
    make_publication(Article.objects.get(), at=NOON + timedelta(days=1))
    newest = Publication.objects.first()
    review_reminders.send_due(at=day(60))

    assert ReviewReminder.objects.get().publication == newest


def test_a_technical_change_does_not_remind_anew(mailbox, page):
    review_reminders.send_due(at=day(60))
    with append_only.lifted():
        Publication.objects.update(body_html="<p>As an older release made it.</p>")
    values = CareInstruction.objects.in_force()
    (again,) = publishing.reissue(
        before=values, after=values, at=NOON, cause=Cause.TECHNICAL
    )
    assert again.review_due_on == page.review_due_on

    assert review_reminders.send_due(at=day(59)) == 0


def test_a_withdrawn_page_needs_no_review(mailbox, page):
    withdrawing.withdraw(
        Article.objects.get(), by=make_reviewer(), at=NOON, reason="Wrong."
    )

    assert review_reminders.send_due(at=day(-1)) == 0


def test_without_a_mail_server_in_the_settings_nothing_goes(mailbox, page, settings):
    settings.EMAIL_URL = ""

    assert review_reminders.send_due(at=day(60)) == 0

    assert not ReviewReminder.objects.exists()
    assert mailbox.mails == []


def test_a_mail_server_that_was_away_is_asked_again(page, port):
    review_reminders.send_due(at=day(60))
    assert ReviewReminder.objects.get().sent_at is None

    with mail_catcher.running(port) as mailbox:
        went = review_reminders.send_due(at=day(60, hour=10))

    assert went == 1
    assert len(mailbox.mails) == 1
    assert ReviewReminder.objects.get().sent_at == day(60, hour=10)


def test_work_sends_reminders(mailbox, page):
    jobs.run_due(at=day(60))

    assert len(mailbox.mails) == 1


# -- What people see ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_before", "says_so"), [(1, False), (0, False), (-1, True)]
)
def test_a_page_past_its_review_says_so_to_patients(page, days_before, says_so):
    with time_machine.travel(day(days_before, hour=20), tick=False):
        words = Client().get(ADDRESS).content.decode()

    assert (WARNING in words) == says_so


@pytest.mark.parametrize(
    ("days_before", "value", "titles"),
    [
        (60, "60", ["Rest"]),
        (61, "60", []),
        (30, "30", ["Rest"]),
        (31, "30", []),
        (0, "overdue", []),
        (-1, "overdue", ["Rest"]),
    ],
)
def test_the_list_shows_whose_review_is_due(client, page, days_before, value, titles):
    make_article(title="Never published")
    with time_machine.travel(day(days_before), tick=False):
        client.force_login(make_person("editor"))
        answer = client.get(f"/admin/articles/article/?review_due={value}")

    assert [one.title for one in answer.context["cl"].result_list] == titles


@pytest.mark.parametrize("role", ["editor", "practice_manager"])
def test_the_desk_says_how_many_reviews_have_lapsed(client, page, role):
    with time_machine.travel(day(-1), tick=False):
        client.force_login(make_person(role))
        desk = client.get("/admin/").content.decode()

    assert "1 article is past its review" in desk
    assert "?review_due=overdue" in desk
