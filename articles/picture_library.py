"""The library of pictures: taking one in, moving its focus, taking it out.

Files are written first and the row last, so a page never shows what is not there. What
a crash leaves over has no row; `faults` finds it.
"""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from PIL.Image import Image

from clinic_site import media, photographs
from clinic_site.models import Clinic

from .models import Picture

# An upload that is under way has files and no row yet.
UNDER_WAY = timedelta(hours=1)


class AlreadyThere(Exception):
    """The library has this picture; it is the exception's argument."""


class InUse(Exception):
    """A working copy, a person or a page, now or once, shows this picture."""


def keep(picture: Picture, seen: Image, *, by, at: datetime) -> None:
    """Draw `seen` (see photographs.opened) in every size and store `picture` with it.

    Raises AlreadyThere; nothing is kept then.
    """
    picture.fingerprint = photographs.fingerprint(seen)
    if same := same_as(seen):
        raise AlreadyThere(same)
    picture.width, picture.height = seen.size
    picture.added_by, picture.added_at = by, at
    picture.master, picture.kept = _new_name("webp"), []
    try:
        media.write(picture.master, photographs.master(seen), folder=media.MASTERS)
        _draw(picture, seen)
        with transaction.atomic():
            picture.save(force_insert=True)
    except BaseException as fault:
        _remove_files(picture)
        same = isinstance(fault, IntegrityError) and same_as(seen)
        if same:  # two people at the same moment
            raise AlreadyThere(same) from None
        raise


def same_as(seen: Image) -> Picture | None:
    """Return the picture of the library with the very same points, if there is one."""
    found = Picture.objects.filter(fingerprint=photographs.fingerprint(seen))
    return found.first()


def refocus(picture: Picture) -> None:
    """Cut the picture anew around its focus. Pages in force keep the cut they have."""
    kept = media.read(picture.master, folder=media.MASTERS)
    if kept is None:
        raise FileNotFoundError(picture.master)
    _draw(picture, photographs.opened(kept))
    picture.save()


def remove(picture: Picture) -> None:
    """Take the picture out of the library, its files too. Raises InUse."""
    try:
        with transaction.atomic():
            Picture.objects.filter(pk=picture.pk).delete()
            transaction.on_commit(lambda: _remove_files(picture))
    except ProtectedError:
        raise InUse(picture) from None


def faults(*, at: datetime):
    """Yield (sentence, name of a left-over file or None) for each thing amiss."""
    rows = list(Picture.objects.only("name", "kept", "master"))
    drawn = {name for row in rows for name in row.kept}
    masters = {row.master for row in rows}
    there = {folder: media.names(folder) for folder in (media.FOLDER, media.MASTERS)}
    for row in rows:
        lost = set(row.kept) - there[media.FOLDER]
        lost |= {row.master} - there[media.MASTERS]
        for name in sorted(lost):
            yield f"picture {row.pk}: the file {name} is missing", None
    yield from _left_over(media.MASTERS, there[media.MASTERS] - masters, at)
    logos = set(Clinic.objects.values_list("logo", flat=True))
    yield from _left_over(media.FOLDER, there[media.FOLDER] - drawn - logos, at)


def _left_over(folder, names, at):
    for name in sorted(names):
        if at - media.written_at(name, folder) > UNDER_WAY:
            yield f"{folder}/{name}: no picture has this file", (folder, name)


def _draw(picture, seen):
    """Write every file anew; what was shown before stays for the pages that show it."""
    shapes: dict = {}
    for one in photographs.drawings(seen, focus=picture.focus):
        name = _new_name(photographs.ENDINGS[one.kind])
        picture.kept = [*picture.kept, name]
        media.write(name, one.data)
        shape = shapes.setdefault(one.shape, {"width": 0, "height": 0, "files": []})
        shape["width"] = max(shape["width"], one.width)
        shape["height"] = max(shape["height"], one.height)
        file = {"kind": one.kind, "width": one.width, "url": media.url(name)}
        shape["files"].append(file)
    picture.files = shapes


def _remove_files(picture):
    media.remove(picture.master, folder=media.MASTERS)
    for name in picture.kept:
        media.remove(name)


def _new_name(ending):
    return f"{secrets.token_hex(16)}.{ending}"
