"""A photograph comes in as people have it and leaves as pages need it, and no more."""

from io import BytesIO

import pytest
from PIL import Image

from clinic_site import photographs
from clinic_site.pictures import NotAPicture
from tests.photographs import (
    PLACE,
    a_bomb,
    a_photograph,
    drawn,
    from_a_telephone,
    that_moves,
)

SKY, LAND, RED = (135, 206, 235), (143, 188, 143), (255, 0, 0)


def refusal(data):
    with pytest.raises(NotAPicture) as refused:
        photographs.opened(data)
    return str(refused.value)


def is_like(point, wanted, within=40):
    return all(abs(a - b) <= within for a, b in zip(point, wanted, strict=False))


def files_of(data, focus=(50, 50)):
    return photographs.drawings(photographs.opened(data), focus=focus)


def test_nothing_of_where_and_how_it_was_taken_is_in_any_file():
    sent = from_a_telephone(drawn(1800, 1300))
    assert PLACE in sent

    seen = photographs.opened(sent)
    written = [photographs.master(seen)]
    written += [one.data for one in photographs.drawings(seen, focus=(50, 50))]

    for data in written:
        found = Image.open(BytesIO(data))
        assert not found.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & found.info.keys()
        assert PLACE not in data


def test_a_photograph_that_lies_on_its_side_is_put_upright():
    seen = photographs.opened(from_a_telephone(drawn(640, 480, mark=(60, 60))))

    assert seen.size == (480, 640)
    assert is_like(seen.getpixel((420, 60)), RED)


def test_every_shape_comes_in_two_formats_and_never_larger_than_it_was():
    found = files_of(a_photograph(image=drawn(1000, 800)))

    sizes = [(one.shape, one.kind, one.width, one.height) for one in found]
    assert sizes == [
        ("figure", "AVIF", 400, 320),
        ("figure", "JPEG", 400, 320),
        ("figure", "AVIF", 800, 640),
        ("figure", "JPEG", 800, 640),
        ("hero", "AVIF", 480, 320),
        ("hero", "JPEG", 480, 320),
        ("hero", "AVIF", 800, 533),
        ("hero", "JPEG", 800, 533),
        ("portrait", "AVIF", 96, 96),
        ("portrait", "JPEG", 96, 96),
        ("portrait", "AVIF", 192, 192),
        ("portrait", "JPEG", 192, 192),
        ("portrait", "AVIF", 288, 288),
        ("portrait", "JPEG", 288, 288),
    ]
    for one in found:
        kept = Image.open(BytesIO(one.data))
        assert (kept.format, kept.size) == (one.kind, (one.width, one.height))


@pytest.mark.parametrize(("focus", "is_inside"), [((10, 50), True), ((90, 50), False)])
def test_a_portrait_is_cut_around_its_focus(focus, is_inside):
    sent = a_photograph(image=drawn(1000, 400, mark=(100, 200)))

    portrait = next(one for one in files_of(sent, focus) if one.shape == "portrait")

    cut = Image.open(BytesIO(portrait.data)).convert("RGB")
    colours = [cut.getpixel((x, 48)) for x in range(0, 96, 4)]
    assert any(is_like(one, RED, 60) for one in colours) is is_inside


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(drawn(mode="CMYK"), id="for-print"),
        pytest.param(drawn(mode="L"), id="grey"),
    ],
)
def test_other_colours_become_those_of_the_web(image):
    seen = photographs.opened(a_photograph(image=image))

    assert seen.mode == "RGB"
    assert is_like(seen.getpixel((600, 20)), image.convert("RGB").getpixel((600, 20)))


def test_a_scan_of_sixteen_bits_keeps_its_greys():
    grey = Image.new("I;16", (300, 300), 0x8000)

    seen = photographs.opened(a_photograph("PNG", grey))

    assert is_like(seen.getpixel((150, 150)), (128, 128, 128), within=2)


def test_what_can_be_seen_through_stays_so_in_every_file():
    clear = drawn(mode="RGBA")
    clear.putalpha(0)

    found = files_of(a_photograph("PNG", clear))

    assert {one.kind for one in found} == {"AVIF", "WEBP"}
    assert all(
        Image.open(BytesIO(one.data)).convert("RGBA").getpixel((5, 5))[3] == 0
        for one in found
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_content_says_what_it_is_and_no_name_is_asked(kind):
    seen = photographs.opened(a_photograph(kind))

    assert is_like(seen.getpixel((600, 20)), SKY)
    assert is_like(seen.getpixel((600, 460)), LAND)


def test_the_same_points_are_the_same_picture_in_another_file():
    one, again = (
        photographs.opened(a_photograph("PNG", **extra))
        for extra in ({}, {"compress_level": 0})
    )

    assert photographs.fingerprint(one) == photographs.fingerprint(again)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"\xff" * (20 * 1024**2 + 1), "The most is 20 MB", id="20.1-MB"),
        pytest.param(a_bomb(30000, 30000), "too many points", id="bomb"),
        pytest.param(a_bomb(8000, 8000), "too many points", id="64-million"),
        pytest.param(a_photograph()[:2000], "damaged", id="cut-off"),
        pytest.param(b"<svg/>", "can hold programs", id="drawing"),
        pytest.param(b"GIF89a<?php system($_GET[0]);", "damaged", id="php"),
        pytest.param(that_moves("GIF"), "JPEG, PNG, WebP, AVIF", id="moving-gif"),
        pytest.param(that_moves("WEBP"), "This picture moves", id="moving-webp"),
        pytest.param(that_moves("PNG"), "This picture moves", id="moving-png"),
        pytest.param(b"\0\0\0\x18ftypheic" + b"\0" * 60, "HEIC", id="heic"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(
            a_photograph(image=drawn(100, 700)), "too small: 100 × 700", id="small"
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(data, said):
    assert said in refusal(data)


def test_a_program_behind_a_picture_is_gone():
    sent = a_photograph() + b"<?php system($_GET[0]); ?>"

    seen = photographs.opened(sent)

    assert b"php" not in photographs.master(seen)
