"""The picture of a page for messages: its title and the clinic's name. Pure.

The type is the site's own face; nothing in it says who reads the page.
"""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SUN, MIST = "#fcf8f1", "#1f1c18", "#f2b14f", "#e4edea"
MARGIN, LINE = 90, 84
MOST_LINES = 4
FACE = Path("fonts") / "atkinson-hyperlegible-next-latin.woff2"


@lru_cache(maxsize=256)
def png(title, clinic):
    """Return the bytes of a 1200 × 630 PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 490, *SIZE), fill=MIST)
    draw.ellipse((930, 370, 1150, 590), fill=SUN, outline=INK, width=4)
    draw.rectangle((0, 491, *SIZE), fill=MIST)
    draw.line((0, 490, SIZE[0], 490), fill=INK, width=4)
    face = _face(68)
    for number, line in enumerate(_lines(title, face)):
        draw.text((MARGIN, MARGIN + number * LINE), line, font=face, fill=INK)
    draw.text((MARGIN, 530), clinic, font=_face(40), fill=INK)
    found = BytesIO()
    image.save(found, "PNG", optimize=True)
    return found.getvalue()


def _face(size):
    return ImageFont.truetype(str(settings.BASE_DIR / "static" / FACE), size)


def _lines(title, face):
    """Break the title into lines that fit; the last one says if words are missing."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= SIZE[0] - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    return lines
