"""A second person may let a problem pass, openly, and never one that could harm."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles import checking, gates, overriding, publishing, reviewing, scheduling
from articles.models import (
    NEVER_LET_PASS,
    CareInstruction,
    Override,
    OverrideRequest,
    Publication,
)
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db
DUE = NOON.date().replace(year=2027)
WHY = "The leaflet is being printed."


def unsourced(**fields):
    """Words that wait for review and name no source."""
    article = make_article(title="Rest", slug="rest", **fields)
    article.sources.all().delete()
    return make_revision(article, author=make_person("editor"), change_note="New.")


def problems_of(revision):
    values = CareInstruction.objects.in_force()
    return checking.problems_of_revision(revision, values, at=NOON)


def ask(revision, *, by=None, reason=WHY):
    (problem,) = problems_of(revision)
    asker = by or make_person("editor")
    return overriding.ask(revision, problem.mark, by=asker, at=NOON, reason=reason)


def publish(revision, *, by=None):
    reviewer = by or make_reviewer()
    reviewing.approve(revision, by=reviewer, at=NOON, review_due_on=DUE)
    return publishing.publish(revision, at=NOON)


def test_what_was_let_pass_is_published_and_patients_read_who_and_why(client):
    make_clinic()
    revision = unsourced()
    overriding.let_pass(ask(revision), by=make_reviewer("Ana Ruiz"), at=NOON)

    published = publish(revision)

    said = (
        "New. A check found: This page names no source. Let pass by Ana Ruiz, MD."
        " Why: The leaflet is being printed."
    )
    assert published.change_note == said
    assert said in client.get("/articles/rest/history/").content.decode()
    assert said in client.get("/articles/rest/").content.decode()


def test_the_note_is_in_the_language_of_the_page():
    revision = unsourced(language="es")
    overriding.let_pass(ask(revision), by=make_reviewer("Ana Ruiz"), at=NOON)

    note = publish(revision).change_note

    assert "Una verificación encontró: Esta página no nombra ninguna fuente." in note


def test_a_wish_alone_lets_nothing_pass():
    revision = unsourced()
    ask(revision)

    with pytest.raises(publishing.Refused):
        publish(revision)

    assert not Publication.objects.exists()


def test_it_passes_in_these_words_only():
    first = unsourced()
    overriding.let_pass(ask(first), by=make_reviewer(), at=NOON)
    later = make_revision(first.article)

    with pytest.raises(publishing.Refused):
        publish(later)


def test_only_the_problem_in_question_passes():
    revision = unsourced(html="<h3>Rest</h3><p>Lie down.</p>")
    missing = next(p for p in problems_of(revision) if p.gate == "missing_source")
    wish = overriding.ask(revision, missing.mark, by=make_person(), at=NOON, reason=WHY)
    overriding.let_pass(wish, by=make_reviewer(), at=NOON)

    with pytest.raises(publishing.Refused) as refused:
        publish(revision)

    assert [one.gate for one in refused.value.args[0]] == ["skipped_heading_level"]


def test_what_was_let_pass_is_let_pass_on_schedule_too():
    revision, reviewer = unsourced(), make_reviewer()
    overriding.let_pass(ask(revision), by=reviewer, at=NOON)
    reviewing.approve(revision, by=reviewer, at=NOON, review_due_on=DUE)
    later = NOON.replace(day=25)
    scheduling.schedule(revision, by=reviewer, at=NOON, go_live_at=later)

    assert scheduling.publish_due(at=later) == 1

    assert WHY in Publication.objects.get().change_note


def test_neither_the_asker_nor_an_author_nor_another_role_lets_it_pass():
    asker, author = make_reviewer("Asker"), make_reviewer("Author")
    article = make_article()
    article.sources.all().delete()
    revision = make_revision(article, author=author)
    wish = ask(revision, by=asker)

    for person in [asker, author, make_person("editor"), make_person("auditor")]:
        with pytest.raises(overriding.NotTheirs):
            overriding.let_pass(wish, by=person, at=NOON)

    assert not Override.objects.exists()


def test_the_database_itself_refuses_the_asker_and_the_author():
    asker, author = make_reviewer("Asker"), make_reviewer("Author")
    article = make_article()
    article.sources.all().delete()
    wish = ask(make_revision(article, author=author), by=asker)

    for person, words in [(asker, "whoever asks"), (author, "an author")]:
        with pytest.raises(IntegrityError, match=words), transaction.atomic():
            Override.objects.create(request=wish, reviewer=person, at=NOON)


def test_wishes_and_overrides_are_never_changed_or_deleted():
    wish = ask(unsourced())
    override = overriding.let_pass(wish, by=make_reviewer(), at=NOON)

    for row, change in [(wish, {"reason": "x"}), (override, {"at": NOON})]:
        rows = type(row).objects.filter(pk=row.pk)
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            rows._raw_delete(rows.db)


@pytest.mark.parametrize(
    ("html", "stage"),
    [("<p>Do not drive for 24 hours.</p>", "after"), ("<p>Rest.</p>", "aftercare")],
)
def test_what_could_harm_cannot_even_be_asked_for(html, stage):
    revision = make_revision(make_article(html, stage=stage))

    with pytest.raises(overriding.NoSuchProblem):
        ask(revision)

    assert not OverrideRequest.objects.exists()


def test_the_database_knows_what_is_never_let_pass():
    revision = unsourced()

    for gate in NEVER_LET_PASS:
        with pytest.raises(IntegrityError), transaction.atomic():
            OverrideRequest.objects.create(
                revision=revision, gate=gate, mark=gate, reason=WHY,
                asked_by=make_person(), asked_at=NOON,
            )  # fmt: skip


def test_a_row_behind_the_gates_lets_no_care_number_pass():
    revision = make_revision(make_article("<p>Do not drive for 24 hours.</p>"))
    (problem,) = problems_of(revision)
    wish = OverrideRequest.objects.create(
        revision=revision, gate="missing_source", mark=problem.mark, reason=WHY,
        asked_by=make_person(), asked_at=NOON,
    )  # fmt: skip
    Override.objects.create(request=wish, reviewer=make_reviewer(), at=NOON)

    with pytest.raises(publishing.Refused):
        publish(revision)


def test_nobody_asks_without_a_reason_or_twice():
    revision = unsourced()
    with pytest.raises(overriding.NoReason):
        ask(revision, reason=" ")
    ask(revision)

    with pytest.raises(overriding.AskedAlready):
        ask(revision, by=make_reviewer())


def test_two_reviewers_let_it_pass_once(at_once):
    wish = ask(unsourced())
    ana, ben = make_reviewer("Ana"), make_reviewer("Ben")

    def letting(person):
        def let_pass():
            try:
                return bool(overriding.let_pass(wish, by=person, at=NOON))
            except overriding.LetPassAlready:
                return False

        return let_pass

    assert sorted(at_once(letting(ana), letting(ben))) == [False, True]


def test_problems_are_told_apart_by_gate_section_and_words():
    one, other = (
        gates.Problem(gate="unsourced_claim", said="", fix="", section=2, quote=words)
        for words in ("The best.", "Painless.")
    )

    assert one.mark != other.mark


# -- At the desk ---------------------------------------------------------------------


def at_the_desk(person):
    desk = Client()
    desk.force_login(person)
    return desk


def page_of(revision, step="change"):
    return reverse(f"admin:articles_revision_{step}", args=[revision.pk])


def test_an_editor_asks_and_a_reviewer_lets_it_pass_and_publishes():
    make_clinic()
    revision = unsourced()
    editor, reviewer = at_the_desk(make_person("editor")), make_reviewer()
    (problem,) = problems_of(revision)
    assert "Ask to let it pass" in editor.get(page_of(revision)).content.decode()

    editor.post(page_of(revision, "ask"), {"mark": problem.mark, "reason": WHY})
    desk = at_the_desk(reviewer)
    seen = desk.get(page_of(revision)).content.decode()
    wish = OverrideRequest.objects.get()
    desk.post(page_of(revision, "let_pass"), {"wish": wish.pk})
    desk.post(
        page_of(revision, "verdict"),
        {"verdict": "approved", "review_due_on": DUE.isoformat()},
    )

    assert WHY in seen
    assert "Let it pass" in seen
    assert WHY in Publication.objects.get().change_note


def test_a_reviewer_hears_at_the_desk_that_somebody_asks():
    make_clinic()
    revision = unsourced()
    reviewer = make_reviewer()
    reviewing.approve(revision, by=reviewer, at=NOON, review_due_on=DUE)
    wish = ask(revision)
    asked = "asks to let a check pass in “Rest”"

    before = at_the_desk(reviewer).get("/admin/").content.decode()
    overriding.let_pass(wish, by=make_reviewer(), at=NOON)

    assert asked in before
    assert asked not in at_the_desk(reviewer).get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("role", "step"),
    [
        ("auditor", "ask"),
        ("practice_manager", "ask"),
        ("front_desk", "ask"),
        ("editor", "let_pass"),
        ("practice_manager", "let_pass"),
    ],
)
def test_other_roles_neither_ask_nor_let_pass(role, step):
    revision = unsourced()
    wish = ask(revision)

    desk = at_the_desk(make_person(role))
    answer = desk.post(page_of(revision, step), {"wish": wish.pk, "reason": WHY})

    assert answer.status_code == 403
    assert not Override.objects.exists()


def test_the_asker_sees_no_button_and_is_told_who_decides():
    make_clinic()
    revision, asker = unsourced(), make_reviewer()
    wish = ask(revision, by=asker)
    desk = at_the_desk(asker)

    seen = desk.get(page_of(revision)).content.decode()
    answer = desk.post(page_of(revision, "let_pass"), {"wish": wish.pk}, follow=True)

    assert "Let it pass" not in seen
    assert "neither wrote these words nor asked" in answer.content.decode()
    assert not Override.objects.exists()
