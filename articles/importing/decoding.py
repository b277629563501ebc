"""Bytes of a file that somebody hands in → its text, or a plain refusal."""

import codecs
import re
from pathlib import Path
from stat import S_ISREG

from django.utils.translation import gettext_lazy as _

LARGEST_SIZE = 1024 * 1024  # bytes; a long article has thirty thousand
LARGEST_FILE = 60 * 1024 * 1024  # bytes of any file: a whole site's export
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
    sentence = _(
        "This is a device, or a folder without web pages. Name the files in it."
    )


class TooLarge(Refused):
    sentence = _(
        "This file is larger than one megabyte. An article is a few pages of text;"
        " is this the right file?"
    )


class LargerThanItsKind(Refused):
    sentence = _(
        "This file is larger than an import takes: 5 MB for a web page, 25 MB for a"
        " Word file, 60 MB for a WordPress export. Export it in parts, or save it"
        " without its pictures."
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


class TooDeep(Refused):
    sentence = _(
        "Tables or boxes stand inside each other too deep in this page. Copy its words"
        " into a Word file or a text file, and import that."
    )


class DamagedExport(Refused):
    sentence = _(
        "This WordPress export is damaged or cut off. Nothing of it was imported."
        " Export it again and choose the new file."
    )


class Declares(Refused):
    sentence = _(
        "This file declares entities of its own, which can make a computer read other"
        " files or fill its memory. No WordPress or Word does that. It was not opened."
    )


class DamagedWordFile(Refused):
    sentence = _(
        "This is not a Word file that can be opened. Open it in Word, choose Save As,"
        " choose the kind “Word document (.docx)”, and import that file."
    )


class OldWordFile(Refused):
    sentence = _(
        "This is a file of an old Word (.doc) or one with a password. Open it in Word,"
        " choose Save As, choose the kind “Word document (.docx)”, and import that."
    )


class Swells(Refused):
    sentence = _(
        "This file unpacks to far more than it seems to be. It was not opened."
    )


class HasMacros(Refused):
    sentence = _(
        "There are programs (macros) in this Word file. Open it in Word, choose Save"
        " As, choose the kind “Word document (.docx)”, and import that file."
    )


class BadTable(Refused):
    sentence = _(
        "The table of categories cannot be read. It is JSON, one line a category:"
        ' {"Category": {"treatment": "tms", "stage": "after"}}.'
    )


class Failed(Refused):
    sentence = _(
        "This document could not be read to the end. Copy its words into a text file"
        " and import that. The others are not touched by it."
    )


class NoPages(Refused):
    sentence = _("There are no posts and no pages in this WordPress export.")


def read(path: str | Path) -> bytes:
    """Return the bytes of the file at `path`, without ever reading a huge one.

    Raises Missing, NotAFile, LargerThanItsKind or Unreadable.
    """
    try:
        if not S_ISREG(Path(path).stat().st_mode):
            raise NotAFile
        with open(path, "rb") as file:
            source = file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as missing:
        raise Missing from missing
    except OSError as failed:
        raise Unreadable from failed
    if len(source) > LARGEST_FILE:
        raise LargerThanItsKind
    return source


def text_of(source: bytes, *, largest: int = LARGEST_SIZE) -> str:
    """Return the text in `source`: UTF-8, or UTF-16 that says so.

    Anything else is refused, because a guessed encoding turns “ and é into
    other signs without anybody seeing it.

    Raises TooLarge, Empty, NotText or UnknownEncoding.
    """
    if len(source) > largest:
        raise TooLarge
    text = _decoded(source)
    refuse_binary(text)
    return text


def refuse_binary(text: str) -> None:
    """Raise NotText or Empty where `text` is no words."""
    if _is_binary(text):
        raise NotText
    if not any(sign.isalnum() for sign in text):
        raise Empty


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
