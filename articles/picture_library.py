"""The library of pictures: taking one in, moving its focus, taking it out.

Files are written first and the row last, so a page never shows what is not there. What
a crash leaves over has no row; `faults` finds it. Drawing takes seconds: no transaction
may stand around `keep` and `refocus`, or everybody's writing waits on SQLite.
"""

import logging
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from PIL.Image import Image

from clinic_site import media, photographs
from clinic_site.models import Clinic

from .models import Picture

logger = logging.getLogger(__name__)

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
        picture.files, picture.kept = _drawn(seen, picture.focus)
        with transaction.atomic():
            picture.save(force_insert=True)
    except BaseException as fault:
        _remove_files(picture)
        same = same_as(seen) if isinstance(fault, IntegrityError) else None
        if same:  # two people at the same moment
            raise AlreadyThere(same) from None
        raise


def same_as(seen: Image) -> Picture | None:
    """Return the picture of the library with the very same points, if there is one."""
    found = Picture.objects.filter(fingerprint=photographs.fingerprint(seen))
    return found.first()


def refocus(picture: Picture, focus: tuple[int, int]) -> None:
    """Cut the picture anew around `focus`, in per cent from the left and the top.

    Pages in force keep the cut they have. Raises FileNotFoundError if the kept
    original is lost.
    """
    kept = media.read(picture.master, folder=media.MASTERS)
    if kept is None:
        raise FileNotFoundError(picture.master)
    shapes, names = _drawn(photographs.opened(kept), focus)
    with transaction.atomic():
        row = Picture.objects.select_for_update().get(pk=picture.pk)
        row.focus_x, row.focus_y = focus
        row.files, row.kept = shapes, row.kept + names
        row.save(update_fields=["focus_x", "focus_y", "files", "kept"])


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


def look_over(*, at: datetime) -> None:
    """Tell the log of files missing or left over; verify_pictures names them."""
    if count := sum(1 for _fault in faults(at=at)):
        logger.error("pictures.amiss", extra={"facts": {"count": count}})


def _left_over(folder, names, at):
    for name in sorted(names):
        if at - media.written_at(name, folder) > UNDER_WAY:
            yield f"{folder}/{name}: no picture has this file", (folder, name)


def _drawn(seen, focus):
    """Write every file under a new name; return the shapes and the names."""
    shapes: dict = {}
    names: list[str] = []
    try:
        for one in photographs.drawings(seen, focus=focus):
            names.append(_new_name(photographs.ENDINGS[one.kind]))
            media.write(names[-1], one.data)
            _note(
                shapes.setdefault(one.shape, {"files": []}), one, media.url(names[-1])
            )
    except BaseException:
        _remove(names)
        raise
    return shapes, names


def _note(shape, one, url):
    """The last file of a shape is its largest: a page keeps room for that."""
    shape |= {"width": one.width, "height": one.height}
    shape["files"].append({"kind": one.kind, "width": one.width, "url": url})


def _remove(names):
    for name in names:
        media.remove(name)


def _remove_files(picture):
    media.remove(picture.master, folder=media.MASTERS)
    _remove(picture.kept)


def _new_name(ending):
    return f"{secrets.token_hex(16)}.{ending}"
