"""The picture of a page for messages: title, clinic and its colours.

The type is the site's own face; nothing in it says who reads the page. Drawn once for
all processes and kept beside the other pictures.
"""

import hashlib
import json
import logging
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from clinic_site import media, palettes

logger = logging.getLogger(__name__)

DRAWING = 1  # grows with each change to how a card looks
SIZE = (1200, 630)
GROUND = 490  # where the sun rises
SUN_BOX = (960, 400, 1140, 580)  # below the last line of a title
LEFT, TOP, LINE = 90, 66, 80
WIDTH = SIZE[0] - 2 * LEFT
MOST_LINES = 4
TITLE, NAME = (66, 640), (40, 400)  # size and weight
FACE = Path("fonts") / "atkinson-hyperlegible-next-latin.woff2"


@lru_cache(maxsize=256)
def kept(title, clinic, palette="tide"):
    """Return the PNG of these words and colours; drawn if nobody did so before."""
    told = json.dumps([DRAWING, title, clinic, palettes.colours(palette)])
    name = f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.png"
    try:
        if (found := media.read(name, folder=media.CARDS)) is not None:
            return found
        media.write(name, drawn := png(title, clinic, palette), folder=media.CARDS)
    except OSError:
        # A full disk takes no picture from a reader: it is drawn again next time.
        logger.warning("social_card.not_kept")
        return png(title, clinic, palette)
    return drawn


def png(title, clinic, palette="tide"):
    """Return the bytes of a 1200 × 630 PNG in the colours of `palette`."""
    colours = palettes.colours(palette)
    ink, mist = colours["ink-950"], colours["mist-100"]
    image = Image.new("RGB", SIZE, colours["paper-50"])
    draw = ImageDraw.Draw(image)
    draw.ellipse(SUN_BOX, fill=colours["sun-400"], outline=ink, width=4)
    draw.rectangle((0, GROUND, *SIZE), fill=mist)
    draw.line((0, GROUND, SIZE[0], GROUND), fill=ink, width=4)
    face = _face(*TITLE)
    for number, line in enumerate(lines_of(title, face, most=MOST_LINES)):
        draw.text(
            (LEFT, TOP + number * LINE), line, font=face, fill=colours["tint-900"]
        )
    face = _face(*NAME)
    for line in lines_of(clinic, face, most=1):
        draw.text((LEFT, 535), line, font=face, fill=ink)
    found = BytesIO()
    image.save(found, "PNG", optimize=True)
    return found.getvalue()


def lines_of(words, face, *, most):
    """Return the lines that `words` take; the last one says if some are missing."""
    lines = []
    for word in words.split():
        for part in _parts(word, face):
            longer = f"{lines[-1]} {part}" if lines else part
            if lines and face.getlength(longer) <= WIDTH:
                lines[-1] = longer
            else:
                lines.append(part)
    return (
        lines if len(lines) <= most else [*lines[: most - 1], _cut(lines, face, most)]
    )


def _cut(lines, face, most):
    """Return the last line there is room for, with its end taken for an ellipsis."""
    last = lines[most - 1]
    while face.getlength(f"{last} …") > WIDTH:
        last = last[:-1].rstrip()
    return f"{last} …"


def _parts(word, face):
    """Yield a word, or where it is wider than a line, as many letters as fit."""
    while face.getlength(word) > WIDTH:
        room = len(word)
        while face.getlength(word[:room]) > WIDTH:
            room -= 1
        yield word[:room]
        word = word[room:]
    yield word


def _face(size, weight):
    face = ImageFont.truetype(str(settings.BASE_DIR / "static" / FACE), size)
    face.set_variation_by_axes([weight])
    return face
