"""Pictures from outside, made ours: drawn anew, small, and without what they carried.

Pure. Nothing of the file that came in is kept but what can be seen: no place, no
camera, no words, no second file hidden behind the first.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 12_000_000
ENDINGS = {
    "PNG": {".png"},
    "JPEG": {".jpg", ".jpeg", ".jfif"},
    "WEBP": {".webp"},
}
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,  # Pillow's word for a damaged PNG
    ValueError,
    Image.DecompressionBombWarning,
)

# How a HEIC file begins, four bytes in.
FROM_TELEPHONES = {b"ftypheic", b"ftypheix", b"ftypheim", b"ftypmif1", b"ftyphevc"}
SRGB = ImageCms.createProfile("sRGB")
# A header on a telephone gives a logo this much room, in points of its screen.
ROOM = (144, 56)
LEAST_SIDE = 16
# Of the points of a logo, one in so many is to be darker than light paper by so much
# (255 is white): a contrast of 1.5, below which nobody sees that there is a picture.
DARKEST = 200
ONE_IN = 200
UNKNOWN = _(
    "This is no picture that we can read, or it is damaged. Choose one of: %(kinds)s."
)
TOO_MANY_POINTS = _(
    "This picture has too many points. Make it smaller, then choose it."
)
TOO_SMALL = _(
    "In the header this picture would be too small to see. Choose a larger one that is "
    "less long and thin."
)
TOO_PALE = _(
    "This picture is too pale: it would not be seen on light paper. Choose a darker "
    "one, or one with a dark ground."
)


class NotAPicture(Exception):
    """The file cannot be taken; the argument says why, in words for its sender."""


@dataclass(frozen=True)
class Taken:
    """What may come in. Drawn out, a picture takes up to four bytes a pixel."""

    formats: tuple[str, ...]
    named: str
    most_bytes: int
    most_pixels: int


LOGO = Taken(tuple(ENDINGS), "PNG, JPEG, WebP", MOST_BYTES, MOST_PIXELS)


@dataclass(frozen=True)
class Picture:
    """A WebP that we wrote; `name` is the digest of its bytes."""

    data: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{hashlib.sha256(self.data).hexdigest()[:32]}.webp"


def made_ours(data: bytes, *, file_name: str, within: tuple[int, int]) -> Picture:
    """Return the picture in `data`, drawn anew to fit `within` (width, height).

    Raises NotAPicture for whatever is not a PNG, JPEG or WebP of a sensible size, or
    whose name says something else than its content.
    """
    seen, kind = drawn(data, LOGO)
    if PurePath(file_name).suffix.lower() not in ENDINGS[kind]:
        raise NotAPicture(
            _("The name of this file does not fit: it is %(kind)s. Save it as that.")
            % {"kind": kind}
        )
    seen.thumbnail(within, Image.Resampling.LANCZOS)
    _must_be_seen(seen)
    return Picture(_webp(seen), *seen.size)


def _must_be_seen(seen: Image.Image) -> None:
    """Raise NotAPicture if nobody would make out `seen` in the header."""
    smaller = min(1, ROOM[0] / seen.width, ROOM[1] / seen.height)
    if min(seen.size) * smaller < LEAST_SIDE:
        raise NotAPicture(TOO_SMALL)
    on_paper = Image.new("RGBA", seen.size, "white")
    on_paper.alpha_composite(seen.convert("RGBA"))
    points = on_paper.convert("L").histogram()
    if sum(points[:DARKEST]) * ONE_IN < sum(points):
        raise NotAPicture(TOO_PALE)


def drawn(
    data: bytes, taken: Taken, *, at_most: int | None = None
) -> tuple[Image.Image, str]:
    """Return the pixels in `data` the right way up, and the kind of file it was.

    The content is asked, never a name. `at_most` is the longer side that is enough.
    Raises NotAPicture.
    """
    if len(data) > taken.most_bytes:
        most = {"most": taken.most_bytes // 1024 // 1024}
        raise NotAPicture(_("This file is too large. The most is %(most)d MB.") % most)
    if not data:
        raise NotAPicture(_("This file is empty. Choose it again."))
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise NotAPicture(
            _("A drawing (SVG) can hold programs. Save it as PNG and choose that.")
        )
    if data[4:12] in FROM_TELEPHONES:
        raise NotAPicture(
            _("This is a HEIC photograph, which browsers do not show. Save it as JPEG.")
        )
    try:
        return _opened(data, taken, at_most)
    except Image.DecompressionBombError:
        raise NotAPicture(TOO_MANY_POINTS) from None
    except UNREADABLE:
        raise NotAPicture(UNKNOWN % {"kinds": taken.named}) from None


def _opened(data, taken, at_most):
    """Draw it, once the header gives no cause to stop."""
    found = Image.open(BytesIO(data), formats=list(taken.formats))
    kind = str(found.format)
    if found.width * found.height > taken.most_pixels:
        raise NotAPicture(TOO_MANY_POINTS)
    if getattr(found, "is_animated", False):
        raise NotAPicture(_("This picture moves. Choose one that stands still."))
    if at_most and kind == "JPEG":
        found.draft(None, (at_most, at_most))  # a large photograph is read in part
    return _in_plain_colours(ImageOps.exif_transpose(found)), kind


def _in_plain_colours(image):
    """Return `image` in the colours of the web, whatever its own are."""
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I"):  # 16 bits a point: the upper eight are seen
        return (
            image.convert("I")
            .point(lambda value: value / 256)
            .convert("L")
            .convert(wanted)
        )
    if profile := image.info.get("icc_profile"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            return _in_srgb(image, own, wanted)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that nobody can read is no reason to refuse the picture
    return image.convert(wanted)


def _in_srgb(image, own, wanted):
    if image.mode not in {"RGB", "CMYK"}:
        return image.convert(wanted)
    return ImageCms.profileToProfile(image, own, SRGB, outputMode="RGB")


def _webp(seen):
    """Return the smaller of two good drawings: flat logos and photographs differ."""
    both = [saved(seen, "WEBP", lossless=True), saved(seen, "WEBP", quality=88)]
    return min(both, key=len)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    """Return `image` as a file that carries nothing but what is seen."""
    found = BytesIO()
    # Pillow writes what it read beside the points, unless that is taken away.
    image.info = {}
    if kind == "WEBP":
        options = {"method": 6} | options
    image.save(found, kind, **options)
    return found.getvalue()
