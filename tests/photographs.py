"""Drawn stand-ins for photographs, as good and as bad as people send them."""

from io import BytesIO
from zlib import compress, crc32

from PIL import Image, ImageDraw

PLACE = b"taken at the bedside of a patient"


def drawn(width=640, height=480, *, mark=(160, 120), mode="RGB"):
    """A sky over land with a red mark, so that one sees what is cut and turned."""
    image = Image.new("RGB", (width, height), "skyblue")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.6, width, height), fill="darkseagreen")
    draw.circle(mark, min(width, height) // 10, fill="red")
    return image.convert(mode)


def a_photograph(kind="JPEG", image=None, **options):
    """The bytes of a file as a camera or a program writes it."""
    found = BytesIO()
    (image or drawn()).save(found, kind, **options)
    return found.getvalue()


def from_a_telephone(image=None, *, turned=6):
    """A JPEG with a place, a comment and words, lying on its side."""
    facts = Image.Exif()
    facts[0x0112] = turned
    facts[0x010E] = PLACE.decode()
    facts.get_ifd(0x8825).update({1: "N", 2: (48.0, 24.0, 18.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + PLACE + b"</x:xmpmeta>"
    return a_photograph("JPEG", image, exif=facts, comment=PLACE, xmp=xmp)


def that_moves(kind):
    frames = [drawn(mark=(n, n)) for n in (50, 100, 150)]
    return a_photograph(kind, frames[0], save_all=True, append_images=frames[1:])


def a_bomb(width, height):
    """A PNG of a few hundred bytes that says it holds width × height points."""

    def chunk(kind, data):
        check = crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    parts = [(b"IHDR", head), (b"IDAT", compress(b"\0" * 999)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in parts)
