"""The clinic's logo: putting one up, taking it down."""

from dataclasses import dataclass

from django.db import transaction

from . import media
from .models import Clinic
from .pictures import Picture

# Twice what the header shows, for screens that draw finely.
WITHIN = (560, 140)


@dataclass(frozen=True)
class Shown:
    """The logo as a page shows it."""

    url: str
    width: int | None
    height: int | None

    @classmethod
    def of(cls, clinic: Clinic) -> "Shown":
        return cls(media.url(clinic.logo), clinic.logo_width, clinic.logo_height)


def change(clinic: Clinic, picture: Picture | None) -> None:
    """Let `clinic` show `picture`, or none, once it is saved.

    The file that nobody shows any more goes when the transaction is through: what was
    put up by mistake must not stay to be found.
    """
    before = clinic.logo
    clinic.logo = media.keep(picture) if picture else ""
    clinic.logo_width = picture.width if picture else None
    clinic.logo_height = picture.height if picture else None
    if before and before != clinic.logo:
        transaction.on_commit(lambda: media.remove(before))
