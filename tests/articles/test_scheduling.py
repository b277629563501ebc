"""Approved words go live at their moment, or somebody is told that they did not."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from articles import publishing, reviewing, scheduling
from articles.models import (
    Article,
    CareInstruction,
    Publication,
    ScheduledPublication,
)
from clinic_site import jobs
from tests.builders import (
    NOON,
    make_article,
    make_change,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
    make_signed_instructions,
    quote,
    sign,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TOMORROW = NOON + timedelta(days=1)
DUE = (NOON + timedelta(days=300)).date()


@pytest.fixture
def reviewer():
    return make_reviewer()


@pytest.fixture
def as_reviewer(client, reviewer):
    make_clinic()
    client.force_login(reviewer)
    with time_machine.travel(NOON, tick=False):
        yield client


def approved(reviewer, article=None):
    revision = make_revision(article or make_article(title="Rest", slug="rest"))
    return reviewing.approve(revision, by=reviewer, at=NOON, review_due_on=DUE)


def scheduled(reviewer, article=None, *, go_live_at=TOMORROW):
    return scheduling.schedule(
        approved(reviewer, article), by=reviewer, at=NOON, go_live_at=go_live_at
    )


def state():
    one = ScheduledPublication.objects.get()
    return one.state, one.refusal


def test_nothing_goes_live_before_its_moment(reviewer):
    scheduled(reviewer)

    assert scheduling.publish_due(at=TOMORROW - timedelta(seconds=1)) == 0

    assert not Publication.objects.exists()


def test_words_go_live_at_their_moment_and_once(reviewer):
    scheduled(reviewer)

    published = [scheduling.publish_due(at=TOMORROW + n * HOUR) for n in (0, 1)]

    assert published == [1, 0]
    assert Publication.objects.get().published_at == TOMORROW
    assert state() == ("published", "")


def test_work_publishes_what_is_due(reviewer):
    scheduled(reviewer)

    jobs.run_due(at=TOMORROW)

    assert Article.objects.get().current is not None


def test_words_go_live_with_the_values_then_in_force(reviewer):
    make_signed_instructions()
    scheduled(reviewer, quote(make_article(), "ALCOHOL"))
    sign(make_change("ALCOHOL", ends=72 * 60), at=NOON + HOUR)

    scheduling.publish_due(at=TOMORROW)

    assert "72 hours" in Publication.objects.get().plain_text


def test_what_the_gates_refuse_at_its_moment_is_not_tried_again(reviewer):
    make_signed_instructions()
    scheduled(reviewer, quote(make_article(), "ALCOHOL"))
    signed = CareInstruction.objects.get(code="ALCOHOL").current
    CareInstruction.objects.filter(code="ALCOHOL").update(current=None)
    scheduling.publish_due(at=TOMORROW)
    CareInstruction.objects.filter(code="ALCOHOL").update(current=signed)

    assert scheduling.publish_due(at=TOMORROW + HOUR) == 0

    assert state() == ("refused", "gates")
    assert not Publication.objects.exists()


def test_words_overtaken_by_newer_ones_do_not_come_back(reviewer):
    article = make_article()
    scheduled(reviewer, article)
    newer = make_publication(article)

    scheduling.publish_due(at=TOMORROW)

    assert state() == ("refused", "overtaken")
    assert Article.objects.get().current == newer


def test_one_refused_page_does_not_stop_the_next(reviewer):
    article = make_article()
    scheduled(reviewer, article)
    make_publication(article)
    scheduled(reviewer, make_article())

    assert scheduling.publish_due(at=TOMORROW) == 1


def test_what_could_not_be_published_now_is_not_scheduled(reviewer):
    article = make_article(html="<p>Do not drive for 24 hours.</p>")

    with pytest.raises(publishing.Refused):
        scheduled(reviewer, article)

    assert not ScheduledPublication.objects.exists()


def test_words_that_nobody_approved_are_not_scheduled(reviewer):
    with pytest.raises(publishing.NotApproved):
        scheduling.schedule(make_revision(), by=reviewer, at=NOON, go_live_at=TOMORROW)


def test_a_rehearsal_leaves_nothing_behind(reviewer):
    scheduled(reviewer)

    assert not Publication.objects.exists()
    assert Article.objects.get().current is None


def test_a_moment_in_the_past_is_none(reviewer):
    with pytest.raises(scheduling.TooLate):
        scheduled(reviewer, go_live_at=NOON)


def test_words_go_live_no_later_than_the_day_their_review_is_due(reviewer):
    last = NOON + timedelta(days=300)
    scheduled(reviewer, go_live_at=last)

    with pytest.raises(scheduling.LapsedByThen):
        scheduled(reviewer, make_article(), go_live_at=last + timedelta(days=1))

    assert ScheduledPublication.objects.count() == 1


def test_another_moment_replaces_the_first(reviewer):
    first = scheduled(reviewer)

    scheduling.schedule(
        first.revision, by=reviewer, at=NOON, go_live_at=TOMORROW + HOUR
    )

    found = ScheduledPublication.objects.order_by("pk")
    assert [one.state for one in found] == ["taken_back", "waiting"]


def test_two_workers_publish_once(at_once):
    scheduled(make_reviewer())

    outcomes = at_once(
        lambda: scheduling.publish_due(at=TOMORROW),
        lambda: scheduling.publish_due(at=TOMORROW),
    )

    assert sum(outcomes) == 1
    assert Publication.objects.count() == 1


# -- In the admin ------------------------------------------------------------------


def verdict(client, revision, **said):
    return client.post(
        f"/admin/articles/revision/{revision.pk}/verdict/",
        {"verdict": "approved", "review_due_on": "2027-11-01"} | said,
    )


def test_a_reviewer_chooses_a_moment_on_the_clinics_clock(as_reviewer):
    revision = make_revision()

    answer = verdict(as_reviewer, revision, publish_at="2026-11-24T09:00")

    assert answer.status_code == 302
    assert ScheduledPublication.objects.get().go_live_at == TOMORROW
    assert not Publication.objects.exists()


def test_without_a_moment_it_is_published_at_once(as_reviewer):
    verdict(as_reviewer, make_revision())

    assert Publication.objects.count() == 1
    assert not ScheduledPublication.objects.exists()


def test_an_approval_with_a_moment_in_the_past_is_none(as_reviewer):
    revision = make_revision()

    answer = verdict(as_reviewer, revision, publish_at="2026-11-23T08:00")

    assert answer.status_code == 422
    assert "That moment has passed" in answer.content.decode()
    revision.refresh_from_db()
    assert revision.is_waiting


def test_a_moment_after_the_next_review_is_refused_in_words(as_reviewer):
    revision = make_revision()

    answer = verdict(as_reviewer, revision, publish_at="2027-11-02T00:00")

    assert answer.status_code == 422
    assert "due for review again" in answer.content.decode()
    revision.refresh_from_db()
    assert revision.is_waiting


def test_the_desk_shows_reviewers_what_did_not_go_live(as_reviewer, reviewer):
    make_signed_instructions()
    one = scheduled(reviewer, quote(make_article(title="Rest"), "ALCOHOL"))
    CareInstruction.objects.filter(code="ALCOHOL").update(current=None)
    scheduling.publish_due(at=TOMORROW)

    desk = as_reviewer.get("/admin/").content.decode()

    assert "“Rest” did not go live" in desk
    assert f"/admin/articles/revision/{one.revision_id}/change/" in desk


def test_the_desk_forgets_what_went_live_after_all(as_reviewer, reviewer):
    make_signed_instructions()
    one = scheduled(reviewer, quote(make_article(title="Rest"), "ALCOHOL"))
    signed = CareInstruction.objects.get(code="ALCOHOL").current
    CareInstruction.objects.filter(code="ALCOHOL").update(current=None)
    scheduling.publish_due(at=TOMORROW)
    CareInstruction.objects.filter(code="ALCOHOL").update(current=signed)

    answer = as_reviewer.post(f"/admin/articles/revision/{one.revision_id}/go-live/")

    assert answer.status_code == 302
    assert Publication.objects.count() == 1
    assert "did not go live" not in as_reviewer.get("/admin/").content.decode()


def test_a_reviewer_takes_a_moment_back(as_reviewer, reviewer):
    one = scheduled(reviewer)
    page = f"/admin/articles/revision/{one.revision_id}/change/"
    assert "Do not let it go live" in as_reviewer.get(page).content.decode()

    as_reviewer.post(
        f"/admin/articles/revision/{one.revision_id}/go-live/", {"take_back": "1"}
    )

    assert state() == ("taken_back", "")
    assert "Do not let it go live" not in as_reviewer.get(page).content.decode()


@pytest.mark.parametrize("role", ["editor", "practice_manager", "auditor"])
def test_only_those_who_may_review_let_words_go_live(as_reviewer, reviewer, role):
    one = scheduled(reviewer)
    other = Client()
    other.force_login(make_person(role))

    answer = other.post(f"/admin/articles/revision/{one.revision_id}/go-live/")

    assert answer.status_code == 403
    assert not Publication.objects.exists()


def test_a_practice_manager_lets_a_fixed_page_go_live_and_sees_when_it_did_not(
    client, as_reviewer
):
    manager = make_person("practice_manager")
    client.force_login(manager)
    revision = make_revision(make_article(title="Prices", place="costs"))

    verdict(client, revision, publish_at="2026-11-24T09:00")
    one = ScheduledPublication.objects.get()
    ScheduledPublication.objects.update(state="refused", refusal="broken")

    assert one.by == manager
    assert "“Prices” did not go live" in client.get("/admin/").content.decode()
    client.post(f"/admin/articles/revision/{revision.pk}/go-live/")
    assert Publication.objects.count() == 1
