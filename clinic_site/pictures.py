"""Pictures from outside, made ours: drawn anew, small, and without what they carried.

Pure. Nothing of the file that came in is kept but what can be seen: no place, no
camera, no words, no second file hidden behind the first.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 2 * 1024 * 1024
# Drawn out, a picture takes four bytes a pixel: a small file can fill the memory.
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
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class NotAPicture(Exception):
    """The file cannot be taken; the argument says why, in words for its sender."""


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
    if len(data) > MOST_BYTES:
        raise NotAPicture(_("This file is too large. The most is 2 MB."))
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise NotAPicture(
            _("A drawing (SVG) can hold programs. Save it as PNG and choose that.")
        )
    try:
        seen = _drawn(data, file_name)
    except UNREADABLE:
        raise NotAPicture(
            _("This is no picture that we can read. Choose a PNG, JPEG or WebP.")
        ) from None
    seen.thumbnail(within, Image.Resampling.LANCZOS)
    return Picture(_webp(seen), *seen.size)


def _drawn(data, file_name):
    """Return the pixels the right way up, once the header gives no cause to stop."""
    found = Image.open(BytesIO(data), formats=list(ENDINGS))
    if found.width * found.height > MOST_PIXELS:
        raise NotAPicture(
            _("This picture has too many points. Make it smaller, then choose it.")
        )
    if PurePath(file_name).suffix.lower() not in ENDINGS[str(found.format)]:
        raise NotAPicture(
            _("The name of this file does not fit: it is %(kind)s. Save it as that.")
            % {"kind": found.format}
        )
    upright = ImageOps.exif_transpose(found)
    return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _webp(seen):
    """Return the smaller of two good drawings: flat logos and photographs differ."""
    drawn = [_saved(seen, lossless=True), _saved(seen, quality=88)]
    return min(drawn, key=len)


def _saved(image, **options):
    found = BytesIO()
    # Pillow writes no place, camera or words into a WebP unless they are handed over.
    image.save(found, "WEBP", method=6, **options)
    return found.getvalue()
