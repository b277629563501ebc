"""The picture that shows a page in a message: readable, of one size, and impersonal."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image, ImageColor

from articles import social_cards
from articles.models import Article
from clinic_site import media, palettes, shell
from clinic_site.models import Clinic, SiteVersion
from tests.builders import make_article, make_clinic, make_publication

pytestmark = pytest.mark.of_pages
LONG = "Looking after yourself after treatment at home and abroad and on every way "
ROWS = range(social_cards.TOP, social_cards.SUN_BOX[1])


def drawn(title, clinic="Harbour Clinic"):
    return Image.open(BytesIO(social_cards.png(title, clinic)))


def inked(image, *, left, right, rows=ROWS):
    """Whether anything dark stands between two columns, in the rows of the title."""
    part = image.convert("L").crop((left, rows[0], right, rows[-1]))
    return part.getextrema()[0] < 100


def a_face():
    return social_cards._face(*social_cards.TITLE)


@pytest.mark.parametrize("title", ["Rest", "", LONG * 3, "¿Qué es la TMS?"])
def test_every_card_is_a_png_of_the_size_that_messages_show(title):
    image = drawn(title)

    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_the_title_and_the_clinic_can_be_told_apart_from_an_empty_card():
    empty, named, titled = drawn("", ""), drawn("", "Harbour"), drawn("Rest", "")

    assert inked(titled, left=90, right=400)
    assert not inked(empty, left=0, right=1200)
    assert named.tobytes() != empty.tobytes()


@pytest.mark.parametrize("title", [LONG * 3, "W" * 200, "Donaudampf" * 20, "a " * 300])
def test_no_title_runs_over_the_edge_or_into_the_sun(title):
    image = drawn(title, title)

    assert not inked(image, left=1112, right=1200)
    beside_the_sun = range(social_cards.SUN_BOX[1] - 8, social_cards.SUN_BOX[1])
    assert not inked(image, left=900, right=1200, rows=beside_the_sun)


def test_a_title_breaks_between_words():
    lines = social_cards.lines_of(LONG, a_face(), most=4)

    assert " ".join(lines) == LONG.strip()
    assert 1 < len(lines) <= 4


def test_a_title_that_is_too_long_says_that_words_are_missing():
    lines = social_cards.lines_of(LONG * 3, a_face(), most=4)

    assert len(lines) == 4
    assert lines[-1].endswith(" …")
    assert all(a_face().getlength(line) <= social_cards.WIDTH for line in lines)


def test_a_word_wider_than_the_card_is_parted_and_not_lost():
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"

    lines = social_cards.lines_of(word, a_face(), most=4)

    assert "".join(lines) == word
    assert len(lines) > 1


# -- At its address ----------------------------------------------------------------


@pytest.fixture
def publication(db):
    make_clinic()
    return make_publication(make_article(slug="rest", title="Rest"))


def test_the_page_names_its_card_and_the_card_is_there(publication):
    page = Client().get("/articles/rest/").content.decode()

    card = Client().get(f"/cards/{publication.pk}.png")

    assert f"http://localhost:8000/cards/{publication.pk}.png" in page
    assert card["Content-Type"] == "image/png"
    assert card["Cache-Control"] == "max-age=86400"
    assert card.content == social_cards.png("Rest", "Harbour Clinic")


def test_a_card_has_the_colours_that_the_clinic_chose(publication):
    Clinic.objects.update(palette="plum")
    SiteVersion.grow()
    shell.forget()

    card = Image.open(BytesIO(Client().get(f"/cards/{publication.pk}.png").content))

    ground = ImageColor.getrgb(palettes.colours("plum")["mist-100"])
    assert card.getpixel((5, card.height - 5)) == ground


def test_a_card_is_drawn_once_and_outlives_the_process(
    publication, monkeypatch, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    social_cards.kept.cache_clear()
    Client().get(f"/cards/{publication.pk}.png")
    social_cards.kept.cache_clear()
    monkeypatch.delattr(social_cards, "png")

    card = Client().get(f"/cards/{publication.pk}.png")

    assert card.status_code == 200
    assert len(media.names(media.CARDS)) == 1


def test_a_card_that_cannot_be_kept_is_still_shown(publication, settings, tmp_path):
    (tmp_path / "cards").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = tmp_path
    social_cards.kept.cache_clear()

    card = Client().get(f"/cards/{publication.pk}.png")

    assert card.content == social_cards.png("Rest", "Harbour Clinic")


def test_a_card_costs_no_query_of_its_own(publication, django_assert_num_queries):
    for _look in range(2):
        shell.forget()
        Client().get(f"/cards/{publication.pk}.png")
    shell.forget()

    with django_assert_num_queries(1):  # has the site changed?
        Client().get(f"/cards/{publication.pk}.png")


def test_what_is_not_live_has_no_card(publication):
    assert Client().get("/cards/999999.png").status_code == 404

    Article.objects.update(current=None)
    SiteVersion.grow()
    shell.forget()

    assert Client().get(f"/cards/{publication.pk}.png").status_code == 404
