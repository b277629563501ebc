"""An article's whole way: imported or written, sent, approved, read."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Publication, Revision
from clinic_site import shell
from tests.builders import make_article, make_clinic, make_person, make_reviewer

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def form_of(page):
    """Return what a browser would post back of an admin form, unchanged."""
    data = {}
    admin_form = page.context["adminform"].form
    formsets = [one.formset for one in page.context["inline_admin_formsets"]]
    for formset in formsets:
        for form in [formset.management_form, *formset.forms]:
            data |= fields_of(form)
    return data | fields_of(admin_form)


def fields_of(form):
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {
        name: value
        for name, value in values.items()
        if value is not None and value is not False
    }


def test_an_editor_writes_a_reviewer_approves_and_a_patient_reads():
    make_clinic()
    article = make_article(title="Rest", slug="rest")
    editor, reviewer = make_person("editor"), make_reviewer()
    desk = signed_in(editor)
    change = reverse("admin:articles_article_change", args=[article.pk])

    form = form_of(desk.get(change))
    form["summary"] = "How to rest."
    sent = desk.post(change, form | {"_send": "1", "change_note": "First words."})

    assert sent.status_code == 302
    revision = Revision.objects.waiting().get()
    verdict = reverse("admin:articles_revision_verdict", args=[revision.pk])
    said = {"verdict": "approved", "review_due_on": "2027-11-01"}
    with_words = signed_in(reviewer).post(verdict, said)
    assert with_words.status_code == 302

    shell.forget()
    page = Client().get("/articles/rest/").content.decode()
    assert "How to rest." in page
    assert "First words." in page
    assert "Ana Ruiz" in page


def test_an_editor_who_also_reviews_cannot_approve_their_own_words():
    make_clinic()
    both = make_person("editor")
    both.groups.add(*make_reviewer().groups.all())
    article = make_article()
    desk = signed_in(both)
    change = reverse("admin:articles_article_change", args=[article.pk])
    desk.post(change, form_of(desk.get(change)) | {"_send": "1"})
    revision = Revision.objects.waiting().get()

    verdict = reverse("admin:articles_revision_verdict", args=[revision.pk])
    said = {"verdict": "approved", "review_due_on": "2027-11-01"}
    answer = desk.post(verdict, said)

    assert answer.status_code == 422
    assert not Publication.objects.exists()


@pytest.mark.parametrize("role", ["editor", "front_desk", "auditor"])
def test_nobody_but_a_medical_reviewer_gives_a_verdict(role):
    make_clinic()
    article = make_article()
    desk = signed_in(make_person("editor"))
    change = reverse("admin:articles_article_change", args=[article.pk])
    desk.post(change, form_of(desk.get(change)) | {"_send": "1"})
    revision = Revision.objects.get()

    verdict = reverse("admin:articles_revision_verdict", args=[revision.pk])
    said = {"verdict": "approved", "review_due_on": "2027-11-01"}
    answer = signed_in(make_person(role)).post(verdict, said)

    assert answer.status_code == 403
    assert not Publication.objects.exists()


def test_a_reviewer_cannot_change_the_words():
    make_clinic()
    article = make_article(title="Rest")
    desk = signed_in(make_reviewer())
    change = reverse("admin:articles_article_change", args=[article.pk])

    answer = desk.post(change, {"title": "Other"})

    assert answer.status_code == 403
    assert Article.objects.get().title == "Rest"


def test_the_preview_shows_the_typed_words_and_stores_nothing():
    make_clinic()
    article = make_article(html="<p>Stored words</p>")
    desk = signed_in(make_person("editor"))
    change = reverse("admin:articles_article_change", args=[article.pk])
    form = form_of(desk.get(change))
    form["articles_textsection_set-0-html"] = "<p>Typed words</p>"

    preview = reverse("admin:articles_article_preview", args=[article.pk])
    page = desk.post(preview, form)

    assert "Typed words" in page.content.decode()
    assert "Stored words" in article.articles_textsection_set.get().html
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
