"""Pictures that we wrote ourselves, kept in MEDIA_ROOT under the digest of their bytes.

Nothing that somebody sent is ever stored here as it came, so nothing here can run.
"""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

FOLDER = "pictures"
OUR_NAMES = re.compile(r"[0-9a-f]{32}\.webp")
CONTENT_TYPE = "image/webp"


def keep(picture):
    """Store `picture` unless its bytes are here already; return its name."""
    if not default_storage.exists(_path(picture.name)):
        default_storage.save(_path(picture.name), ContentFile(picture.data))
    return picture.name


def remove(name):
    """Delete the picture; one that is not there is no fault."""
    if OUR_NAMES.fullmatch(name):
        default_storage.delete(_path(name))


def read(name):
    """Return the bytes of the picture, or None where we keep none of that name."""
    if not OUR_NAMES.fullmatch(name):
        return None
    try:
        with default_storage.open(_path(name)) as kept:
            return kept.read()
    except FileNotFoundError:
        return None


def url(name):
    return reverse("picture", args=[name])


def _path(name):
    return f"{FOLDER}/{name}"
