"""What the whole demonstration holds, loaded once for all that is asked of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from articles import digests
from articles.models import Article, MedicalReview, Publication
from clinic_site import demonstration
from clinic_site.models import Clinic

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_every_page_is_live_and_says_that_it_is_a_sample(loaded):
    live = Publication.objects.live()
    assert live.count() == Article.objects.count() > 0
    sample = {
        "en": "Sample content. Not reviewed by a clinician.",
        "es": "Contenido de muestra. No revisado por un profesional clínico.",
    }
    for publication in live:
        assert sample[publication.language] in publication.plain_text
        assert sample[publication.language] in publication.body_html


def test_one_demonstration_person_wrote_each_page_and_another_approved_it(loaded):
    for review in MedicalReview.objects.select_related("revision__article", "reviewer"):
        authors = [one.person.username for one in review.revision.authors.all()]
        answers = "manager" if review.revision.is_managed else "reviewer"
        assert (authors, review.reviewer.username) == (["editor"], answers)
    for publication in Publication.objects.all():
        assert publication.facts["author"]["name"] == "Elena Marsh (demonstration)"
    named = {one.facts["reviewer"]["name"] for one in Publication.objects.all()}
    assert named == {"Ana Ruiz (demonstration)", "Grace Lindqvist (demonstration)"}
    assert list(digests.faults()) == []


def test_both_languages_hold_the_same_pages(loaded):
    english = Article.objects.filter(language="en")
    spanish = Article.objects.filter(language="es").select_related("translation_of")
    assert {one.translation_of.slug for one in spanish} == {one.slug for one in english}


def test_loading_again_changes_nothing_that_is_there(loaded):
    Clinic.objects.update(name="Ours by now")
    Article.objects.update(title="Ours too")
    people = set(get_user_model().objects.values_list("username", "password"))

    assert demonstration.load(at=AT) is False

    assert Clinic.objects.get().name == "Ours by now"
    assert set(Article.objects.values_list("title", flat=True)) == {"Ours too"}
    assert set(get_user_model().objects.values_list("username", "password")) == people
