"""Old words come back as a working copy and a new revision; old rows stay."""

import pytest
import time_machine

from articles import freezing, restoring, reviewing
from articles.models import (
    SECTION_MODELS,
    Article,
    CalloutSection,
    CareInstruction,
    FigureSection,
    InstructionSection,
    LinesSection,
    QuestionsSection,
    Revision,
    TableSection,
    TextSection,
)
from clinic_site.models import Treatment
from tests.builders import (
    NOON,
    list_care,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
    make_signed_instructions,
)

pytestmark = pytest.mark.django_db
TWO_QUESTIONS = "? Is it safe?\nYes.\n\nAsk us.\n\n? Does it hurt?\nNo."


def full_article():
    """One section of every kind."""
    make_signed_instructions()
    article = make_article(
        title="Rest", slug="rest", summary="In short.", stage="aftercare"
    )
    article.treatment = Treatment.objects.get_or_create(slug="ketamine")[0]
    article.author = make_reviewer().clinician
    article.save()
    place = {"parent": article, "region": "main"}
    words = {"heading": "A heading", "html": "<p>Words &amp; more.</p>"}
    LinesSection.objects.create(
        **place,
        ordering=20,
        style="steps",
        heading="",
        lines="First | lie\nThen | rest",
    )
    CalloutSection.objects.create(
        **place, ordering=30, style="help", level="urgent", **words
    )
    QuestionsSection.objects.create(
        **place, ordering=40, heading="Asked", text=TWO_QUESTIONS
    )
    TableSection.objects.create(
        **place, ordering=45, caption="Days", text="Day | What\n1 |\n2 | Walk"
    )
    FigureSection.objects.create(
        **place,
        ordering=46,
        drawing="ride-home",
        alt="A car at a door",
        caption="Home",
        description="A car.\n\nA door.",
    )
    InstructionSection.objects.create(
        **place,
        ordering=48,
        instruction=CareInstruction.objects.get(code="ALCOHOL"),
        form="companion",
    )
    list_care(article, treatment="ketamine", stage="aftercare")
    return article


def empty(article):
    """What an editor leaves who starts all over."""
    for model in SECTION_MODELS:
        model.objects.filter(parent=article).delete()
    article.sources.all().delete()
    TextSection.objects.create(
        parent=article, region="main", ordering=10, html="<p>Other words.</p>"
    )
    Article.objects.filter(pk=article.pk).update(title="Other", summary="", author=None)


def test_every_kind_of_section_can_be_taken_back():
    assert {model for model, _fields in restoring.UNFROZEN.values()} == set(
        SECTION_MODELS
    )


def test_restored_words_freeze_to_the_same_words_again():
    article = full_article()
    revision = make_revision(article)
    assert len(revision.content["sections"]) == len(SECTION_MODELS)
    empty(article)

    restoring.restore(revision, by=make_person("editor"))

    assert freezing.freeze(Article.objects.get()) == revision.content


def test_address_and_place_stay_as_they_are():
    article = make_article(slug="rest")
    revision = make_revision(article)
    Article.objects.update(slug="resting", place="costs")

    restoring.restore(revision, by=make_person("editor"))

    now = Article.objects.get()
    assert (now.slug, now.place) == ("resting", "costs")


def test_sending_restored_words_makes_a_new_revision_and_edits_no_old_one():
    old = make_publication().revision
    article = Article.objects.get()
    before = Revision.objects.filter(pk=old.pk).values().get()
    editor = make_person("editor")

    restoring.restore(old, by=editor)
    new = reviewing.submit(article, by=editor, at=NOON)

    assert new.pk > old.pk
    assert new.content["sections"] == old.content["sections"]
    assert Revision.objects.filter(pk=old.pk).values().get() == before


def test_whoever_restores_and_whoever_wrote_the_words_may_not_review_them():
    writer, editor = make_reviewer("Ana"), make_person("editor")
    old = make_publication(author=writer).revision
    article = Article.objects.get()
    make_publication(article)

    draft = restoring.restore(old, by=editor)

    assert {one.person for one in draft.authors.all()} == {writer, editor}
    sent = reviewing.submit(Article.objects.get(), by=editor, at=NOON)
    with pytest.raises(reviewing.OwnWords):
        reviewing.request_changes(sent, by=writer, at=NOON, comments="Mine.")


def test_patients_read_no_change_until_it_is_published():
    first = make_publication()
    article = Article.objects.get()
    second = make_publication(article)

    restoring.restore(first.revision, by=make_person("editor"))

    assert Article.objects.get().current == second


def test_a_draft_has_nothing_to_take():
    draft = reviewing.record_author(make_article(), by=make_person())

    with pytest.raises(restoring.NothingFrozen):
        restoring.restore(draft, by=make_person("editor"))


def test_words_that_quote_what_is_not_there_any_more_change_nothing():
    article = make_article(title="Rest")
    list_care(article, treatment="ketamine", stage="aftercare")
    revision = make_revision(article)
    empty(article)
    Treatment.objects.all().delete()

    with pytest.raises(restoring.NoLongerThere):
        restoring.restore(revision, by=make_person("editor"))

    assert Article.objects.get().title == "Other"
    assert TextSection.objects.get().html == "<p>Other words.</p>"


# -- In the admin ------------------------------------------------------------------


@pytest.fixture
def old():
    make_clinic()
    revision = make_publication(make_article(title="Rest", slug="rest")).revision
    empty(Article.objects.get())
    return revision


def address(revision):
    return f"/admin/articles/revision/{revision.pk}/restore/"


def sign_in(client, role):
    person = make_person(role)
    client.force_login(person)
    return person


def test_an_editor_takes_old_words_with_one_tick(client, old):
    editor = sign_in(client, "editor")
    with time_machine.travel(NOON, tick=False):
        page = client.get(f"/admin/articles/revision/{old.pk}/change/")

        answer = client.post(address(old), {"is_meant": "1"})

    assert address(old) in page.content.decode()
    assert answer["Location"] == f"/admin/articles/article/{old.article_id}/change/"
    assert Article.objects.get().title == "Rest"
    draft = Revision.objects.get(state="draft")
    assert draft.authors.filter(person=editor).exists()


def test_without_the_tick_the_working_copy_stays(client, old):
    sign_in(client, "editor")

    client.post(address(old))

    assert Article.objects.get().title == "Other"


@pytest.mark.parametrize("role", ["medical_reviewer", "practice_manager", "auditor"])
def test_those_who_do_not_write_restore_nothing(client, old, role):
    sign_in(client, role)

    answer = client.post(address(old), {"is_meant": "1"})

    assert answer.status_code == 403
    assert Article.objects.get().title == "Other"
