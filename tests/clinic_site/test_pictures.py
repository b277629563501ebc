"""A picture that comes in is drawn anew: nothing else in the file gets through."""

import re
from io import BytesIO
from zlib import compress, crc32

import pytest
from PIL import Image

from clinic_site import pictures

WITHIN = (560, 140)
SENDERS_WORDS = b"taken at the bedside of a patient"


def a_picture(kind="PNG", *, size=(300, 100), mode="RGB", colour="teal", **options):
    found = BytesIO()
    Image.new(mode, size, colour).save(found, kind, **options)
    return found.getvalue()


def photograph_with_a_place():
    """A JPEG as a telephone takes it: with the place, a comment, lying on its side."""
    facts = Image.Exif()
    facts[0x0112] = 6  # turn it a quarter to the right
    facts[0x010E] = SENDERS_WORDS.decode()
    facts.get_ifd(0x8825).update({1: "N", 2: (48.0, 24.0, 18.0)})
    words = {"comment": SENDERS_WORDS, "icc_profile": SENDERS_WORDS}
    return a_picture("JPEG", exif=facts, **words)


def with_a_mark(colour, *, ground=(0, 0, 0, 0)):
    """A logo as they come: a mark in the middle, and nothing or a colour around it."""
    logo = Image.new("RGBA", (300, 100), ground)
    logo.paste(colour, (130, 40, 170, 60))
    found = BytesIO()
    logo.save(found, "PNG")
    return found.getvalue()


def a_bomb(width, height):
    """A PNG of a few hundred bytes that says it holds width × height points."""

    def chunk(kind, data):
        check = crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in [
            (b"IHDR", head),
            (b"IDAT", compress(b"\0" * 999)),
            (b"IEND", b""),
        ]
    )


def made_ours(data, file_name="logo.png"):
    return pictures.made_ours(data, file_name=file_name, within=WITHIN)


def refusal(data, file_name="logo.png"):
    with pytest.raises(pictures.NotAPicture) as refused:
        made_ours(data, file_name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("kind", "file_name"),
    [("PNG", "logo.png"), ("JPEG", "Logo.JPG"), ("WEBP", "logo.webp")],
)
def test_each_kind_comes_out_as_a_webp_of_ours(kind, file_name):
    picture = made_ours(a_picture(kind), file_name)

    seen = Image.open(BytesIO(picture.data))
    assert (seen.format, seen.size) == ("WEBP", (300, 100))
    assert (picture.width, picture.height) == (300, 100)
    assert re.fullmatch(r"[0-9a-f]{32}\.webp", picture.name)


def test_a_large_picture_is_made_small_in_its_own_shape():
    picture = made_ours(a_picture(size=(2400, 800)))

    assert (picture.width, picture.height) == (420, 140)


def test_the_place_and_the_words_in_a_photograph_are_gone():
    sent = photograph_with_a_place()
    assert SENDERS_WORDS in sent
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)

    picture = made_ours(sent, "logo.jpg")

    seen = Image.open(BytesIO(picture.data))
    assert not seen.getexif()
    assert SENDERS_WORDS not in picture.data
    assert not {"exif", "xmp", "icc_profile", "comment"} & seen.info.keys()


def test_a_photograph_that_lies_on_its_side_is_put_upright():
    picture = made_ours(photograph_with_a_place(), "logo.jpg")

    assert picture.height == 140
    assert picture.width < picture.height


def test_what_hides_behind_a_picture_is_gone():
    picture = made_ours(a_picture() + b"PK\x03\x04<script>alert(1)</script>")

    assert b"script" not in picture.data


def test_what_can_be_seen_through_stays_so():
    picture = made_ours(with_a_mark("teal"))

    assert Image.open(BytesIO(picture.data)).getpixel((5, 5))[3] == 0


def test_the_same_picture_has_the_same_name_and_another_has_another():
    first, again, other = (
        made_ours(a_picture(colour=c)) for c in ("teal", "teal", "red")
    )

    assert first.name == again.name
    assert first.name != other.name


@pytest.mark.parametrize(
    "drawing",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'\xef\xbb\xbf\n <?xml version="1.0"?><svg/>',
    ],
)
@pytest.mark.parametrize("file_name", ["logo.svg", "logo.png"])
def test_a_drawing_that_can_hold_programs_is_refused(drawing, file_name):
    assert "SVG" in refusal(drawing, file_name)


@pytest.mark.parametrize(
    ("data", "file_name"),
    [
        (a_picture("JPEG"), "logo.png"),
        (a_picture("PNG"), "logo.jpg"),
        (a_picture("PNG"), "logo.svg"),
        (a_picture("PNG"), "logo"),
        (a_picture("PNG"), "logo.png.exe"),
    ],
)
def test_a_name_that_says_something_else_is_refused(data, file_name):
    assert "The name of this file does not fit" in refusal(data, file_name)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"MZ\x90\x00" * 50, id="a program"),
        pytest.param(a_picture("GIF"), id="a GIF"),
        pytest.param(a_picture("TIFF"), id="a TIFF"),
        pytest.param(a_picture("PNG")[:60], id="cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, id="damaged"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data):
    said = refusal(data)

    assert "no picture that we can read" in said or "is empty" in said


@pytest.mark.parametrize("side", [4000, 12000, 65000])
def test_a_small_file_that_would_fill_the_memory_is_refused(side):
    bomb = a_bomb(side, side)
    assert len(bomb) < 1000

    assert refusal(bomb)


def test_too_many_points_are_refused_before_they_are_drawn():
    assert "too many points" in refusal(a_bomb(4000, 4000))


@pytest.mark.parametrize("size", [(1, 1), (2000, 120), (200, 1200)])
def test_what_nobody_could_read_in_the_header_is_refused(size):
    assert "too small to see" in refusal(a_picture(size=size))


@pytest.mark.parametrize("size", [(1120, 140), (160, 480), (60, 20)])
def test_a_long_or_a_small_logo_that_can_be_read_is_taken(size):
    assert made_ours(a_picture(size=size)).width


def test_a_white_logo_without_a_ground_is_refused_and_on_a_dark_one_taken():
    assert "too pale" in refusal(with_a_mark("white"))
    assert "too pale" in refusal(with_a_mark("ivory", ground="white"))
    assert made_ours(with_a_mark("white", ground="navy")).width
    assert made_ours(with_a_mark("goldenrod")).width


def test_a_file_over_two_megabytes_is_refused():
    data = a_picture() + b"\0" * pictures.MOST_BYTES

    assert "The most is 2 MB" in refusal(data)
