"""A Word file (.docx) → its words as HTML, without opening what could do harm."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_noop

from .decoding import DamagedWordFile, Declares, HasMacros, LargerThanItsKind, Swells
from .imported import Piece

LARGEST_SIZE = 25 * 1024 * 1024  # bytes of the file
MOST_PARTS = 2000  # files inside it
LARGEST_WHOLE = 120 * 1024 * 1024  # bytes of all parts, unpacked
LARGEST_WORDS = 12 * 1024 * 1024  # bytes of one part that is read
READ = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
MACROS = re.compile(r"vbaProject|\.bin$", re.IGNORECASE)
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError
)  # fmt: skip
LOST = gettext_noop("something that Word cannot say in words")


def piece_of(source: bytes, *, name: str, sha256: str) -> Piece:
    """Return the one document of a Word file, unread.

    Raises LargerThanItsKind, DamagedWordFile, HasMacros, Swells or Declares.
    """
    if len(source) > LARGEST_SIZE:
        raise LargerThanItsKind
    _check(source)
    found = _converted(source)
    return Piece(
        format="word",
        words=found.value,
        key=f"file:{name}" if name else "",
        dropped=[[LOST, message] for message in _messages(found.messages)],
        sha256=sha256,
    )


def _converted(source):
    import mammoth  # a tenth of a second, for which no page of the site should wait

    try:
        return mammoth.convert_to_html(
            BytesIO(source),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(_described),
        )
    # A damaged file makes the library fail in ways that it does not name.
    except Exception as damaged:
        raise DamagedWordFile from damaged


def _described(image: Any) -> dict[str, str]:
    """Keep a picture's description only: the file itself is never opened."""
    return {"src": "picture", "alt": image.alt_text or ""}


def _messages(found: list[Any]) -> Iterator[str]:
    """Leave out what says nothing of words: styles that have no mark here."""
    for one in found:
        if "Unrecognised" not in one.message:
            yield one.message


def _check(source):
    """Look into the file's own list of parts before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(source)) as parts:
            _check_parts(parts)
    except DAMAGED as damaged:
        raise DamagedWordFile from damaged


def _check_parts(parts):
    listed = parts.infolist()
    if "word/document.xml" not in parts.namelist():
        raise DamagedWordFile
    if any(MACROS.search(one.filename) for one in listed):
        raise HasMacros
    if len(listed) > MOST_PARTS or sum(o.file_size for o in listed) > LARGEST_WHOLE:
        raise Swells
    for one in listed:
        if READ.search(one.filename):
            if one.file_size > LARGEST_WORDS:
                raise Swells
            _refuse_declarations(parts.read(one))


def _refuse_declarations(xml):
    """No Word file declares entities; the reader would follow them."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in xml or "<!ENTITY".encode(encoding) in xml:
            raise Declares
