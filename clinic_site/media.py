"""Pictures that we wrote ourselves, kept in MEDIA_ROOT under names of ours.

Nothing that somebody sent is ever stored here as it came, so nothing here can run.
"""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

FOLDER = "pictures"
MASTERS = "originals"  # what other sizes are drawn from; no address leads there
CARDS = "cards"  # pictures of pages for messages; may be drawn again at any time
OUR_NAMES = re.compile(r"[0-9a-f]{32}\.(webp|jpg|avif|png)")
CONTENT_TYPES = {
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "avif": "image/avif",
    "png": "image/png",
}


def keep(picture):
    """Store `picture` unless its bytes are here already; return its name."""
    if not default_storage.exists(_path(picture.name)):
        default_storage.save(_path(picture.name), ContentFile(picture.data))
    return picture.name


def content_type(name):
    return CONTENT_TYPES[name.rpartition(".")[2]]


def write(name, data, *, folder=FOLDER):
    """Store `data` under a name of ours that is new."""
    default_storage.save(_path(name, folder), ContentFile(data))


def names(folder=FOLDER):
    """Return the names of all pictures in `folder`."""
    try:
        found = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return set()
    return {name for name in found if OUR_NAMES.fullmatch(name)}


def written_at(name, folder=FOLDER):
    return default_storage.get_modified_time(_path(name, folder))


def remove(name, *, folder=FOLDER):
    """Delete the picture; one that is not there is no fault."""
    if OUR_NAMES.fullmatch(name):
        default_storage.delete(_path(name, folder))


def read(name, *, folder=FOLDER):
    """Return the bytes of the picture, or None where we keep none of that name."""
    if not OUR_NAMES.fullmatch(name):
        return None
    try:
        with default_storage.open(_path(name, folder)) as kept:
            return kept.read()
    except FileNotFoundError:
        return None


def url(name):
    return reverse("picture", args=[name])


def _path(name, folder=FOLDER):
    return f"{folder}/{name}"
