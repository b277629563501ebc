"""A clinic gets the starter pages as its own, and an upgrade never undoes its work."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles import reviewing, shipped
from articles.models import (
    Article,
    Clinician,
    MedicalReview,
    Publication,
    SignedSet,
    StarterPage,
    TextSection,
)
from articles.starter import Unreadable, for_a_clinic
from clinic_site import starter
from clinic_site.models import Clinic, Treatment
from tests.builders import (
    NOON,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
)

PAGE = """\
+++
title = "{title}"
slug = "{slug}"
stage = "about"

[[sources]]
title = "A leaflet"
+++

## Rest

- lie down

::: steps
- First | {words}
- Then | stand up
:::
"""


@pytest.fixture
def folder(db, tmp_path, monkeypatch):
    monkeypatch.setattr(for_a_clinic, "PAGES", tmp_path)
    return tmp_path


def write(folder, name="calm", language="en", *, slug="", title="Calm", words="sit"):
    path = folder / language / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PAGE.format(title=title, slug=slug or name, words=words))


def load():
    return list(for_a_clinic.bring_pages(at=NOON))


def words_in(article):
    return article.articles_linessection_set.get().lines


def test_an_empty_database_gets_every_page_and_nobody_else(db, capsys):
    call_command("load_starter")

    said = capsys.readouterr().out
    assert (
        said.count(": new\n")
        == Article.objects.count()
        == 2 * len(list((for_a_clinic.PAGES / "en").glob("*.md")))
    )
    for model in (Publication, MedicalReview, SignedSet, Clinic, Clinician):
        assert not model.objects.exists()
    assert not get_user_model().objects.exists()
    assert len(shipped.unsigned()) == 37
    assert not Treatment.objects.filter(is_offered=True).exists()


def test_a_demonstration_is_refused_before_anything_is_stored(db, settings):
    settings.DEMO = True

    with pytest.raises(CommandError, match="demonstration"):
        call_command("load_starter")

    assert not Treatment.objects.exists()
    assert not Article.objects.exists()


def test_a_clinician_may_review_what_nobody_of_the_clinic_wrote(folder):
    write(folder)
    load()
    editor, reviewer = make_person("editor"), make_reviewer()

    revision = reviewing.submit(Article.objects.get(), by=editor, at=NOON)

    assert revision.is_by(editor)
    assert list(reviewing.waiting_for(reviewer)) == [revision]


def test_an_upgrade_brings_new_pages_and_those_that_nobody_changed(folder):
    write(folder)
    load()
    write(folder, words="sit, and breathe")
    write(folder, "new-one")

    said = load()

    assert said == ["en/calm: brought up to date", "en/new-one: new"]
    calm = Article.objects.get(slug="calm")
    assert words_in(calm) == "First | sit, and breathe\nThen | stand up"
    assert calm.sources.count() == 1
    assert load() == ["en/calm: up to date already", "en/new-one: up to date already"]


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.update(title="Ours"),
        lambda it: it.update(slug="our-address"),
        lambda it: it.get().sources.update(note="page 2"),
        lambda it: it.get().articles_linessection_set.update(lines="one"),
        lambda it: it.get().articles_linessection_set.update(ordering=1),
        lambda it: it.get().articles_linessection_set.all().delete(),
        lambda it: TextSection.objects.create(
            parent=it.get(), region="main", ordering=99, html="<p>And tea.</p>"
        ),
    ],
    ids=["title", "address", "source", "words", "order", "without", "more"],
)
def test_a_page_that_the_clinic_changed_is_left_alone(folder, change):
    write(folder)
    load()
    change(Article.objects.all())
    write(folder, title="Better", words="sit, and breathe")

    said = load()

    assert said == ["en/calm: left alone, because you changed it"]
    assert not Article.objects.filter(title="Better").exists()


def test_to_open_a_page_and_save_it_is_no_change(folder):
    write(folder)
    load()
    article = Article.objects.get()
    reviewing.record_author(article, by=make_person("editor"))
    Article.objects.update(owner=make_person("editor"))
    # What a browser sends back of the same words.
    article.articles_linessection_set.update(lines="First | sit\r\nThen | stand up")
    article.articles_textsection_set.update(
        html="<h2>Rest</h2><ul><li><p>lie down</p></li></ul>"
    )
    write(folder, words="sit, and breathe")

    assert load() == ["en/calm: brought up to date"]


def test_what_readers_see_stays_until_a_new_review(folder):
    write(folder)
    load()
    make_clinic()
    live = make_publication(Article.objects.get())
    write(folder, words="sit, and breathe")

    (said,) = load()

    assert said.endswith("readers see the old words until a new review")
    article = Article.objects.get()
    assert article.current == live
    assert "sit, and breathe" in words_in(article)


def test_a_page_of_the_clinics_own_keeps_its_address(folder):
    ours = Article.objects.create(title="Ours", slug="calm")
    write(folder)

    said = load()

    assert said == ["en/calm: left alone, because a page of yours stands there"]
    assert Article.objects.get() == ours


def test_a_page_that_the_clinic_took_away_does_not_come_back(folder):
    write(folder)
    load()
    Article.objects.all().delete()
    write(folder, words="sit, and breathe")

    assert load() == ["en/calm: left alone, because you changed it"]


def test_a_twin_finds_its_original_at_another_address(folder):
    write(folder)
    load()
    Article.objects.update(slug="our-address")
    write(folder, language="es", title="Calma")

    load()

    spanish = Article.objects.get(language="es")
    assert spanish.translation_of == Article.objects.get(language="en")


def test_what_was_stored_before_a_failure_stays_and_the_rest_follows(folder):
    write(folder, "calm")
    (folder / "en" / "worse.md").write_text("No facts.")
    with pytest.raises(Unreadable):
        load()
    write(folder, "worse")

    assert load() == ["en/calm: up to date already", "en/worse: new"]
    assert StarterPage.objects.count() == 2


def test_a_treatment_that_the_clinic_described_itself_stays_as_it_is(db):
    ours = Treatment.objects.create(slug="tms", position=7)

    list(starter.load(at=NOON))

    ours.refresh_from_db()
    assert (ours.position, ours.is_offered, ours.texts.count()) == (7, True, 0)
