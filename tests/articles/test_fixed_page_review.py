"""The practice manager answers for home, team, costs and the like, and nothing more."""

import re
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from articles import desk, publishing, reviewing
from articles.models import (
    CalloutSection,
    MedicalReview,
    Publication,
    ReviewKind,
    Revision,
    RevisionState,
    ScheduledPublication,
)
from clinic_site import access
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 11, 1)
MANAGED = ["home", "team", "costs", "privacy", "accessibility", "language_help"]
CLINICAL = [None, "help_now", "is_this_for_you", "locations", "treatment-tms"]
WELCOME = "<h2>Welcome</h2><p>We are by the harbour.</p>"


@pytest.fixture
def manager():
    return make_person("practice_manager", first_name="Grace", last_name="Lindqvist")


def waiting_page(place, html=WELCOME, **said):
    return make_revision(make_article(html=html, place=place), **said)


def approve(revision, by):
    return reviewing.approve(revision, by=by, at=NOON, review_due_on=NEXT_YEAR)


def with_a_help_card(revision_of, level):
    article = make_article(html=WELCOME, place=revision_of)
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=20,
        style="help",
        level=level,
        heading="Call us",
        html="<p>You need an interpreter.</p>",
    )
    return make_revision(article)


# -- Whose pages -------------------------------------------------------------------


@pytest.mark.parametrize("place", MANAGED)
def test_the_manager_lets_patients_read_a_page_that_is_hers(place, manager):
    revision = waiting_page(place)

    publication = publishing.publish(approve(revision, manager), at=NOON)

    assert revision.reviews.get().kind == ReviewKind.FIXED_PAGE
    assert publication.facts["reviewer"] == {
        "name": "Grace Lindqvist",
        "credential": "",
        "kind": "fixed_page",
    }


@pytest.mark.parametrize("place", CLINICAL)
def test_the_manager_cannot_answer_for_a_clinical_page(place, manager):
    revision = waiting_page(place)

    with pytest.raises(reviewing.NotTheirs):
        approve(revision, manager)
    with pytest.raises(reviewing.NotTheirs):
        reviewing.request_changes(revision, by=manager, at=NOON, comments="No.")

    revision.refresh_from_db()
    assert revision.state == RevisionState.SUBMITTED
    assert not MedicalReview.objects.exists()


@pytest.mark.parametrize("place", ["home", None])
def test_a_medical_reviewer_answers_for_every_page(place):
    revision = waiting_page(place)

    approve(revision, make_reviewer())

    assert revision.reviews.get().is_medical


@pytest.mark.parametrize(
    "role",
    sorted({*access.ROLE_WORDS} - {access.MEDICAL_REVIEWER, access.PRACTICE_MANAGER}),
)
def test_nobody_else_answers_for_any_page(role):
    with pytest.raises(reviewing.NotTheirs):
        approve(waiting_page("home"), make_person(role))

    assert not MedicalReview.objects.exists()


def test_the_manager_cannot_approve_her_own_words(manager):
    revision = waiting_page("home", author=manager)

    with pytest.raises(reviewing.OwnWords):
        approve(revision, manager)

    assert not MedicalReview.objects.exists()


@pytest.mark.parametrize("place", [None, "help_now"])
def test_the_database_itself_refuses_a_managers_review_of_a_clinical_page(
    place, manager
):
    revision = waiting_page(place)

    with pytest.raises(IntegrityError, match="medical reviewer"), transaction.atomic():
        MedicalReview.objects.create(
            revision=revision,
            reviewer=manager,
            kind=ReviewKind.FIXED_PAGE,
            verdict="approved",
            at=NOON,
            review_due_on=NEXT_YEAR,
        )

    assert not MedicalReview.objects.exists()


# -- No care without a clinician ---------------------------------------------------


def test_care_in_a_managers_page_stops_publishing(manager):
    revision = waiting_page("home", html="<p>Do not drive home after your visit.</p>")
    approve(revision, manager)

    with pytest.raises(publishing.Refused) as refused:
        publishing.publish(revision, at=NOON)

    (problem,) = refused.value.args[0]
    assert problem.quote == "Do not drive home after your visit."
    assert not Publication.objects.exists()


@pytest.mark.parametrize("level", ["urgent", "emergency"])
def test_an_urgent_help_card_needs_a_clinician(level, manager):
    revision = with_a_help_card("privacy", level)

    with pytest.raises(publishing.Refused):
        publishing.publish(approve(revision, manager), at=NOON)


def test_a_card_that_only_says_how_to_reach_the_clinic_does_not(manager):
    revision = with_a_help_card("privacy", "non_urgent")

    assert publishing.publish(approve(revision, manager), at=NOON)


def test_with_a_clinician_behind_it_the_same_page_may_speak_of_care():
    revision = waiting_page("home", html="<p>Do not drive home after your visit.</p>")

    assert publishing.publish(approve(revision, make_reviewer()), at=NOON)


# -- In the admin ------------------------------------------------------------------


def verdict(client, revision, **said):
    given = {"verdict": "approved", "review_due_on": "2027-11-01", "comments": ""}
    return client.post(f"/admin/articles/revision/{revision.pk}/verdict/", given | said)


@pytest.fixture
def desk_of_manager(client, manager):
    make_clinic()
    client.force_login(manager)
    return client


def test_the_manager_publishes_from_her_desk(desk_of_manager):
    revision = waiting_page("team")
    page = desk_of_manager.get(f"/admin/articles/revision/{revision.pk}/change/")
    assert 'name="verdict"' in page.content.decode()

    answer = verdict(desk_of_manager, revision)

    assert answer.status_code == 302
    assert Publication.objects.live().get().revision == revision


def test_the_manager_reads_a_clinical_page_but_gives_no_verdict(desk_of_manager):
    revision = waiting_page(None)
    page = desk_of_manager.get(f"/admin/articles/revision/{revision.pk}/change/")

    answer = verdict(desk_of_manager, revision)

    assert 'name="verdict"' not in page.content.decode()
    assert answer.status_code == 403
    assert not MedicalReview.objects.exists()


def test_the_manager_sees_the_care_that_stops_her_page_and_nothing_is_approved(
    desk_of_manager,
):
    revision = waiting_page("costs", html="<p>You can drive home.</p>")
    page = desk_of_manager.get(f"/admin/articles/revision/{revision.pk}/change/")

    answer = verdict(desk_of_manager, revision)

    assert "You can drive home." in page.content.decode()
    assert "only a clinician answers for that" in page.content.decode()
    assert answer.status_code == 422
    assert not MedicalReview.objects.exists()
    assert Revision.objects.waiting().count() == 1


def test_a_reviewer_is_not_held_to_the_managers_limits(client):
    make_clinic()
    client.force_login(make_reviewer())
    revision = waiting_page("costs", html="<p>You can drive home.</p>")

    page = client.get(f"/admin/articles/revision/{revision.pk}/change/")

    assert page.context["problems"] == []


def test_the_desk_offers_the_manager_her_own_pages_only(manager):
    hers = waiting_page("home")
    waiting_page(None)
    waiting_page("privacy", author=manager)

    part = desk.reviews_for(manager, at=NOON)

    assert [line["words"] for line in part.content["lines"]] == [hers.article.title]


def test_an_editor_has_nothing_to_review():
    waiting_page("home")

    assert desk.reviews_for(make_person("editor"), at=NOON) is None


# -- What patients are told --------------------------------------------------------


def test_a_managers_page_claims_no_medical_reviewer(manager):
    make_clinic()
    publishing.publish(approve(waiting_page("costs"), manager), at=NOON)

    page = Client().get("/costs/")

    panel = re.search(
        r'<section class="review-panel.*?</section>', page.content.decode(), re.DOTALL
    )[0]
    assert "Grace Lindqvist" in panel
    assert "Medical reviewer" not in panel
    assert page.context["structured_data"][0]["@type"] == "WebPage"


def test_the_manager_chooses_when_her_page_goes_live(desk_of_manager):
    with time_machine.travel(NOON, tick=False):
        revision = waiting_page("team")
        verdict(desk_of_manager, revision, publish_at="2026-11-30T09:00")
        page = desk_of_manager.get(f"/admin/articles/revision/{revision.pk}/change/")

    assert not Publication.objects.exists()
    assert ScheduledPublication.objects.waiting().get().revision == revision
    assert page.context["go_live"]["may"]
