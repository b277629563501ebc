"""One photograph from outside → the sizes, shapes and formats that pages show.

Pure. The master is drawn anew as well, so that not even the kept original says where
a picture was taken.
"""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from .pictures import NotAPicture, Taken, drawn, saved

TAKEN = Taken(
    ("JPEG", "PNG", "WEBP", "AVIF"),
    "JPEG, PNG, WebP, AVIF",
    20 * 1024 * 1024,
    50_000_000,
)
MASTER_SIDE = 2560  # twice the widest place there is
SMALLEST_SIDE = 160
# Each shape: width to height (None as it is), and how wide it is drawn.
SHAPES = {
    "figure": (None, (400, 800, 1200, 1600)),
    "hero": (3 / 2, (480, 800, 1200)),
    "portrait": (1, (96, 192, 288)),
}
QUALITY = {"AVIF": {"quality": 60, "speed": 8}, "JPEG": {"quality": 82}}
ENDINGS = {"AVIF": "avif", "JPEG": "jpg", "WEBP": "webp"}


@dataclass(frozen=True)
class Drawn:
    """One file that a page may show."""

    shape: str
    kind: str
    width: int
    height: int
    data: bytes


def opened(data: bytes) -> Image.Image:
    """Return what `data` shows, no larger than a master; raises NotAPicture."""
    seen, _kind = drawn(data, TAKEN, at_most=MASTER_SIDE)
    if min(seen.size) < SMALLEST_SIDE:
        raise NotAPicture(
            _("This picture is too small: %(width)d × %(height)d points.")
            % {"width": seen.width, "height": seen.height}
        )
    seen.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.LANCZOS)
    return seen


def fingerprint(seen: Image.Image) -> str:
    """Return what is the same for the same points, whatever file they came in."""
    return hashlib.sha256(f"{seen.size}".encode() + seen.tobytes()).hexdigest()


def master(seen: Image.Image) -> bytes:
    """Return the kept original: all that can be seen, and nothing else."""
    return saved(seen, "WEBP", quality=92, method=2)


def drawings(seen: Image.Image, *, focus: tuple[int, int]) -> list[Drawn]:
    """Return every file that pages need; `focus` is per cent from left and top."""
    found = []
    for shape, (ratio, widths) in SHAPES.items():
        cut = seen if ratio is None else _cut(seen, ratio, focus)
        for width in _widths(cut, widths):
            size = (width, max(1, round(width / (ratio or cut.width / cut.height))))
            small = cut.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)
            for kind in ("AVIF", "WEBP" if seen.mode == "RGBA" else "JPEG"):
                found.append(Drawn(shape, kind, *size, _file(small, kind)))
    return found


def _cut(seen, ratio, focus):
    """Return the largest part of that shape, as near around the focus as can be."""
    width, height = (
        min(seen.width, seen.height * ratio),
        min(seen.height, seen.width / ratio),
    )
    centring = tuple(
        _share(point, part, whole)
        for point, part, whole in zip(focus, (width, height), seen.size, strict=True)
    )
    return ImageOps.fit(seen, (round(width), round(height)), centering=centring)


def _share(point, part, whole):
    """Where the part starts, as a share of what is left over, so `point` is in it."""
    over = whole - part
    start = min(max(point / 100 * whole - part / 2, 0), over)
    return start / over if over >= 1 else 0.5


def _widths(cut, widths):
    """The widths that this picture can fill; its own where it is smaller."""
    return [one for one in widths if one <= cut.width] or [cut.width]


def _file(image, kind):
    options = QUALITY.get(kind, {"quality": 82, "method": 4})
    if kind == "JPEG":
        options = options | {"optimize": True, "progressive": True}
    return saved(image, kind, **options)
