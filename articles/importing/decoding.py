"""Bytes of a file that somebody hands in → its text, or a plain refusal."""

import codecs
import re
from pathlib import Path
from stat import S_ISREG

from django.utils.translation import gettext_lazy as _

LARGEST_SIZE = 1024 * 1024  # bytes; a long article has thirty thousand
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Everything below the space but tab, line feed, vertical tab, form feed, return.
CONTROL_SIGNS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
FEWEST_SIGNS_A_CONTROL = 20  # with more control signs among them it is no text


class Refused(Exception):
    """A file cannot become an article; `str()` of this says why."""

    sentence = _("This file cannot be imported.")

    def __str__(self):
        return str(self.sentence)


class Missing(Refused):
    sentence = _("There is no such file.")


class Unreadable(Refused):
    sentence = _("This file may not be read. Ask whoever looks after the computer.")


class NotAFile(Refused):
    sentence = _("This is a folder or a device, not a file. Name the text files in it.")


class TooLarge(Refused):
    sentence = _(
        "This file is larger than one megabyte. An article is a few pages of text;"
        " is this the right file?"
    )


class TooManyLines(Refused):
    sentence = _(
        "This file has more than ten thousand lines. An article is a few pages of"
        " text; is this the right file?"
    )


class Empty(Refused):
    sentence = _("There are no words in this file.")


class NotText(Refused):
    sentence = _(
        "This is not a text file. Open it in the program that made it"
        " and save it as plain text (UTF-8)."
    )


class UnknownEncoding(Refused):
    sentence = _(
        "The letters of this file cannot be read without guessing. Open it in a text"
        " editor, choose Save As, choose the encoding UTF-8, and import that file."
    )


def read(path: str | Path) -> bytes:
    """Return the bytes of the file at `path`, without ever reading a huge one.

    Raises Missing, NotAFile, TooLarge or Unreadable.
    """
    try:
        if not S_ISREG(Path(path).stat().st_mode):
            raise NotAFile
        with open(path, "rb") as file:
            source = file.read(LARGEST_SIZE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as missing:
        raise Missing from missing
    except OSError as failed:
        raise Unreadable from failed
    if len(source) > LARGEST_SIZE:
        raise TooLarge
    return source


def text_of(source: bytes) -> str:
    """Return the text in `source`: UTF-8, or UTF-16 that says so.

    Anything else is refused, because a guessed encoding turns “ and é into
    other signs without anybody seeing it.

    Raises TooLarge, Empty, NotText or UnknownEncoding.
    """
    if len(source) > LARGEST_SIZE:
        raise TooLarge
    text = _decoded(source)
    if _is_binary(text):
        raise NotText
    if not any(sign.isalnum() for sign in text):
        raise Empty
    return text


def _decoded(source):
    is_utf_16 = source.startswith(UTF_16_MARKS)
    try:
        return source.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError as undecodable:
        if _is_binary(source.decode("latin-1")):
            raise NotText from undecodable
        raise UnknownEncoding from undecodable


def _is_binary(text):
    strange = len(CONTROL_SIGNS.findall(text))
    return "\x00" in text or strange * FEWEST_SIGNS_A_CONTROL > len(text)
