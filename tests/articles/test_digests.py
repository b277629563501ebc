"""What was changed or cut out behind the site's back is found."""

import pytest
from django.core.management import call_command

from articles import digests
from articles.models import HandoutCode, Publication
from clinic_site import append_only
from tests.builders import make_article, make_publication

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_a_change_planted_in_a_publication_is_found():
    publication = make_publication()
    with append_only.lifted():
        Publication.objects.update(body_html="<p>Drive.</p>")

    faults = list(digests.faults())

    assert faults == [
        f"publication {publication.pk}: its content is not what was published"
    ]


@pytest.mark.django_db(transaction=True)
def test_a_publication_cut_out_of_the_chain_is_found():
    article = make_article()
    for _round in range(3):
        make_publication(article)
        article.refresh_from_db()
    first, second, third = Publication.objects.order_by("number")
    with append_only.lifted():
        Publication.objects.filter(pk=third.pk).update(previous=None)
        HandoutCode.objects.filter(publication=second).delete()
        Publication.objects.filter(pk=second.pk)._raw_delete("default")
        Publication.objects.filter(pk=third.pk).update(previous=first)

    faults = list(digests.faults())

    assert faults == [
        f"publication {third.pk}: the one before it was changed or removed"
    ]


def test_untouched_publications_have_no_fault(capsys):
    make_publication()

    call_command("verify_publications")

    assert capsys.readouterr().out == ""
