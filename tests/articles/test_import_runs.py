"""An import goes on where it was ended, and makes each document once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from articles.importing import formats, runs
from articles.models import Article, Clinician, FormerPath, ImportRun
from clinic_site import jobs
from clinic_site.models import Treatment
from tests.builders import NOON, make_person, make_publication
from tests.running import address_of_the_test_database

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parent / "fixtures"
EXPORT = (FIXTURES / "harbour.xml").read_bytes()
PAGE = b"<!doctype html><h1>A title</h1><p>Some words.</p>"
LATER = NOON + timedelta(hours=1)


def begun(*files, **options):
    files = files or [("harbour.xml", EXPORT)]
    return runs.begin(files, at=NOON, **{"table": {}} | options)


def done(*files, **options):
    run = begun(*files, **options)
    assert runs.go_on(run, at=LATER)
    run.refresh_from_db()
    return run


def outcomes(run):
    return [(item.title[:12], item.outcome) for item in run.items.all()]


def an_export_of(count):
    """An export of so many small posts."""
    head, _rest = EXPORT.split(b"<item>", 1)
    post = (
        "<item><title>Post {0}</title><link>https://o.example/p{0}/</link>"
        "<guid>https://o.example/?p={0}</guid><wp:post_id>{0}</wp:post_id>"
        "<content:encoded><![CDATA[<p>Words of {0}.</p>]]></content:encoded>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
    )
    posts = "".join(post.format(number) for number in range(count))
    return head + posts.encode() + b"</channel></rss>"


def test_posts_and_pages_become_working_copies_and_the_rest_is_named():
    run = done()

    assert outcomes(run) == [
        ("Sofa evening", "made"),
        ("Parking & th", "made"),
        ("Half an idea", "skipped"),
        ("Only for mem", "skipped"),
        ("An empty pag", "refused"),
    ]
    assert [item.why for item in run.items.all()][2:] == [
        "It is a draft.", "It has a password.", "There are no words in this file.",
    ]  # fmt: skip
    assert run.finished_at == LATER
    assert not Article.objects.live().exists()


def test_nothing_of_a_file_is_kept_once_it_was_read():
    run = done()

    assert not run.items.exclude(piece=None).exists()


def test_the_same_export_again_makes_nothing():
    done()
    before = list(Article.objects.values())

    again = done()

    assert [one for _title, one in outcomes(again)][:2] == ["same", "same"]
    assert list(Article.objects.values()) == before


def test_changed_words_are_said_and_overwrite_nothing():
    done()
    Article.objects.filter(slug="parking").update(title="An editor's title")

    again = done(("harbour.xml", EXPORT.replace(b"runs all day", b"runs at noon")))

    parking = again.items.get(position=2)
    assert (parking.outcome, parking.article.title) == ("changed", "An editor's title")
    assert Article.objects.count() == 2


@pytest.mark.parametrize("name", ["byline_and_views.txt", "boats.html"])
def test_a_file_whose_words_have_changed_is_known_by_its_name(name):
    source = (FIXTURES / name).read_bytes()
    done((name, source))

    again = done((name, source.replace(b"most", b"much")))

    assert again.items.get().outcome == "changed"
    assert Article.objects.count() == 1


def test_an_author_of_the_old_site_is_shown_where_the_clinic_knows_them():
    ada = Clinician.objects.create(name="Ada Reyes", slug="ada")

    run = done()

    assert Article.objects.get(slug="sofa-evenings").author == ada
    reason = "author whom nobody has put on record here"
    rows = run.items.get(position=2).remarks
    assert ("DOUBTFUL", reason, "Site Builder") in [
        (row["verdict"], row["reason"], row["words"]) for row in rows
    ]
    assert Clinician.objects.count() == 1


def test_a_former_address_leads_to_the_page_once_it_is_published(client):
    done()
    sofa = Article.objects.get(slug="sofa-evenings")
    old = "/2019/05/sofa-nights/"
    assert client.get(old).status_code == 404

    publish_anyhow(sofa)

    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, "/articles/sofa-evenings/")


def publish_anyhow(article):
    """Take the typed care number out, as the gate demands, and publish."""
    for section in article.articles_textsection_set.all():
        section.html = section.html.replace("48 hours", "a while")
        section.html = section.html.replace('href="/about-us/#team"', 'href="/team/"')
        section.save()
    article.sources.create(title="A leaflet")
    return make_publication(article)


def test_a_path_that_leads_elsewhere_already_is_named():
    done()
    twin = EXPORT.replace(b"?page_id=102", b"?page_id=992")

    run = done(("other.xml", twin))

    rows = run.items.get(position=2).remarks
    assert "former address that leads to another article" in [
        row["reason"] for row in rows
    ]
    assert FormerPath.objects.filter(path="/parking").count() == 1


def test_a_typed_care_number_is_named_with_the_instruction_that_fits():
    run = done()

    [row] = [
        row for row in run.items.get(position=1).remarks if row["verdict"] == "CARE"
    ]
    assert row["instruction"] == "driving"
    assert row["words"] == "Do not drive for 48 hours after the visit."


def test_an_export_with_categories_waits_until_somebody_says_what_they_mean():
    tms = Treatment.objects.create(slug="tms")
    run = begun(table=None)
    runs.go_on_with_all(at=NOON)
    assert not Article.objects.exists()

    assert list(runs.categories_of(run)) == [
        "Harbour news & views", "Ketamine › After the visit", "Sofas",
    ]  # fmt: skip
    said = {"Harbour news & views": {"treatment": "tms", "stage": "practical"}}
    assert runs.choose(run, said)
    runs.go_on_with_all(at=LATER)

    parking = Article.objects.get(slug="parking")
    assert (parking.treatment, parking.stage) == (tms, "practical")


def test_what_nobody_decides_on_is_forgotten_after_a_week():
    run = begun(table=None)

    runs.go_on_with_all(at=NOON + timedelta(days=8))

    assert set(run.items.values_list("outcome", "piece")) == {
        ("stopped", None),
        ("skipped", None),
    }


def test_a_file_whose_name_is_no_text_is_imported():
    run = done(("caf\udce9.html", PAGE))

    assert run.file_names == "caf\\udce9.html"
    assert outcomes(run) == [("A title", "made")]


def test_one_file_that_is_refused_holds_back_the_others_of_a_hand_over():
    with pytest.raises(runs.NoneTaken) as refused:
        begun(("a.html", PAGE), ("b.html", b""))

    assert list(refused.value.args[0]) == ["b.html"]
    assert not ImportRun.objects.exists()


def test_the_same_form_twice_is_one_import():
    key = uuid4()

    first, again = begun(form_key=key), begun(form_key=key)

    assert first == again


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_the_same_moment_is_one_import(at_once):
    key = uuid4()

    found = at_once(*[lambda: begun(("a.html", PAGE), form_key=key)] * 2)

    assert len(set(found)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_with_the_same_file_at_once_make_each_document_once(at_once):
    people = [make_person("editor"), make_person("editor")]
    source = an_export_of(4)

    found = at_once(*[lambda by=by: done(("x.xml", source), by=by) for by in people])

    both = sorted(outcome for run in found for _title, outcome in outcomes(run))
    assert both == ["made"] * 4 + ["same"] * 4
    assert Article.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_processes_on_one_import_make_each_document_once(at_once):
    run = begun(("x.xml", an_export_of(6)))

    at_once(*[lambda: runs.go_on(ImportRun.objects.get(), at=LATER)] * 2)

    assert {outcome for _title, outcome in outcomes(run)} == {"made"}
    assert Article.objects.count() == 6


def test_a_document_that_ends_the_process_each_time_is_given_up():
    run = begun(("a.html", PAGE))
    run.items.update(tries=runs.MOST_TRIES)

    runs.go_on(run, at=LATER)

    assert run.items.get().outcome == "refused"
    assert not Article.objects.exists()


def test_a_fault_in_one_document_does_not_stop_the_others(monkeypatch, caplog):
    real = formats.article_of

    def faulty(piece):
        if piece.title == "Post 1":
            raise ZeroDivisionError
        return real(piece)

    run = begun(("x.xml", an_export_of(3)))
    monkeypatch.setattr(formats, "article_of", faulty)

    runs.go_on(run, at=LATER)

    assert [one for _title, one in outcomes(run)] == ["made", "refused", "made"]


def test_a_step_ends_when_its_time_is_over_and_the_next_goes_on():
    run = begun(("x.xml", an_export_of(3)))

    assert not runs.go_on(run, at=LATER, seconds=0)
    assert Article.objects.count() == 1
    assert runs.go_on(run, at=LATER)
    assert Article.objects.count() == 3


def test_an_import_that_is_stopped_keeps_what_it_made_and_forgets_the_rest():
    run = begun(("x.xml", an_export_of(3)))
    runs.go_on(run, at=LATER, seconds=0)

    runs.stop(run, at=LATER)

    assert [one for _title, one in outcomes(run)] == ["made", "stopped", "stopped"]
    assert not run.items.exclude(piece=None).exists()


def test_work_goes_on_with_imports():
    assert "imports" in [job.name for job in jobs.REGISTERED]


def test_a_thousand_posts_are_parted_without_reading_one():
    run = begun(("x.xml", an_export_of(1000)))

    assert run.items.count() == 1000
    assert not Article.objects.exists()


KILLED = """
import django, os, signal
django.setup()
from datetime import UTC, datetime
from articles.importing import runs, storing
from articles.models import ImportRun
real = storing._new_article
made = []
def dies(*args, **options):
    article = real(*args, **options)
    made.append(article)
    if len(made) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return article
storing._new_article = dies
runs.go_on(ImportRun.objects.get(), at=datetime.now(UTC))
"""


@pytest.mark.django_db(transaction=True)
def test_an_import_whose_process_is_killed_in_the_middle_goes_on():
    run = begun(("x.xml", an_export_of(4)))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED],
        env=os.environ | {"DATABASE_URL": address_of_the_test_database()},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert Article.objects.count() == 1

    runs.go_on_with_all(at=LATER)

    assert [one for _title, one in outcomes(run)] == ["made"] * 4
