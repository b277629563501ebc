"""Which kind of document a file is, told by its bytes, and the pieces in it."""

import codecs
import hashlib
import re
from pathlib import PurePath

from . import decoding, pages, plain_text, word_file, wordpress
from .decoding import LargerThanItsKind
from .imported import Imported, Piece

LARGEST_PAGE = 5 * 1024 * 1024  # bytes
ZIP, OLD_WORD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|main|h1|p|div)\b",
    re.IGNORECASE | re.DOTALL,
)
CHARSET = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE
)
WITHIN = 4096  # bytes in which a page says its encoding
# What browsers mean by these names.
MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
BY_ENDING = {".html", ".htm", ".xhtml"}

Left = list[list[str]]


def pieces_of(source: bytes, *, name: str = "") -> tuple[list[Piece], Left]:
    """Return the documents in a file, and [[reason, words]] of what stays outside.

    `name` tells one file from another when their words have changed. A file of one
    document is read to the end, so that whoever handed it in hears of it at once.

    Raises a decoding.Refused.
    """
    name = PurePath(name).name
    if wordpress.is_export(source):
        return wordpress.pieces_of(source)
    piece = _only_piece(source, name)
    article_of(piece)
    return [piece], []


def article_of(piece: Piece) -> Imported:
    """Read one document as an article. Raises a decoding.Refused."""
    if piece.format == "text":
        return plain_text.article_of(piece)
    return pages.article_of(piece)


def _only_piece(source, name):
    sha256 = hashlib.sha256(source).hexdigest()
    if source.startswith(ZIP):
        return word_file.piece_of(source, name=name, sha256=sha256)
    if source.startswith(OLD_WORD):
        raise decoding.OldWordFile
    key = f"file:{name}" if name else ""
    if PurePath(name).suffix.lower() in BY_ENDING or PAGE.match(_start(source)):
        return Piece(format="page", words=_page(source), key=key, sha256=sha256)
    text = decoding.text_of(source)
    return Piece(format="text", words=text, key=key, sha256=sha256)


def _start(source):
    return source[:WITHIN].replace(b"\x00", b"").decode("latin-1").lstrip("\ufeffï»¿ÿþ")


def _page(source):
    """Return a page's text: UTF-8 where it is that, else in the encoding it declares.

    Words in another encoding are never UTF-8 by chance.
    """
    if len(source) > LARGEST_PAGE:
        raise LargerThanItsKind
    try:
        return decoding.text_of(source, largest=LARGEST_PAGE)
    except decoding.UnknownEncoding:
        declared = CHARSET.search(source[:WITHIN])
        if declared is None:
            raise
    try:
        name = codecs.lookup(declared[1].decode()).name
        text = source.decode(MEANT.get(name, name))
    except (LookupError, UnicodeError) as wrong:
        raise decoding.UnknownEncoding from wrong
    decoding.refuse_binary(text)
    return text
