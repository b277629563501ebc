"""Readers see pictures in their place, described, and nothing moves while they load."""

import re

import pytest

from articles.models import Clinician
from tests.builders import (
    make_article,
    make_clinic,
    make_picture,
    make_publication,
    show,
)

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    make_clinic()


def read(client, article):
    return client.get(f"/articles/{article.slug}/").content.decode()


def images(page):
    return re.findall(r"<img[^>]*>", page)


def published(**shown):
    article = show(make_article(), make_picture(), **shown)
    make_publication(article)
    return article


def test_a_picture_below_the_words_with_its_caption(client):
    page = read(client, published(caption="Land under a calm sky"))

    assert page.index("Lie down.") < page.index("<picture>")
    assert "<figcaption>Land under a calm sky</figcaption>" in page


def test_a_picture_at_the_head_stands_with_the_only_title(client):
    page = read(client, published(place="head", alt="A sky over land"))

    head = re.search(
        r'<header class="page-head page-head--picture">.*?</header>', page, re.S
    )
    assert page.count("<h1") == 1
    assert "<h1" in head[0]
    (image,) = images(head[0])
    assert 'alt="A sky over land"' in image
    assert 'fetchpriority="high"' in image
    assert "lazy" not in image
    assert images(page) == [image]


def test_a_picture_is_described_and_keeps_its_room(client):
    (image,) = images(read(client, published(alt='A "wide" sky')))

    assert 'alt="A &quot;wide&quot; sky"' in image
    assert 'width="400" height="300"' in image
    assert 'loading="lazy"' in image


def test_small_screens_get_small_files_in_the_better_format(client):
    page = read(client, published())

    source = re.search(r"<source[^>]*>", page)[0]
    assert 'type="image/avif"' in source
    assert re.search(r'srcset="/media/[0-9a-f]{32}\.avif 400w"', source)
    assert 'sizes="(min-width: 46em) 46rem, 92vw"' in source


def test_the_byline_shows_the_portrait_of_its_author(client):
    article = make_article()
    article.author = Clinician.objects.create(
        name="Ana Ruiz", slug="ana", credential="MD", portrait=make_picture()
    )
    article.save()
    make_publication(article)

    byline = re.search(r'<p class="byline.*?</p>', read(client, article), re.S)[0]

    assert 'alt="Portrait of Ana Ruiz"' in byline
    assert "MD" in byline


def test_the_team_page_shows_the_portrait(client):
    Clinician.objects.create(
        name="Ana Ruiz", slug="ana", is_shown=True, portrait=make_picture()
    )

    (image,) = images(client.get("/team/").content.decode())

    assert 'alt="Portrait of Ana Ruiz"' in image
    assert 'width="288" height="288"' in image


def test_a_spanish_page_names_a_portrait_in_spanish(client):
    Clinician.objects.create(
        name="Ana Ruiz", slug="ana", is_shown=True, portrait=make_picture()
    )

    (image,) = images(client.get("/es/team/").content.decode())

    assert 'alt="Retrato de Ana Ruiz"' in image
