"""What a real clinic starts with: who loads its parts, and where that is refused."""

import tomllib

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from .models import Clinic, Treatment

PARTS = []
TREATMENTS = settings.BASE_DIR / "content" / "treatments.toml"


class IsADemonstration(Exception):
    """The site is a demonstration: it has these pages already, with sample words."""


def register(part):
    """Add `part(at=…)` to what `manage.py load_starter` loads; apps do so in ready().

    A part yields a line for the person who runs it after each whole piece of its work,
    and may be stopped and begun again between two of them.
    """
    PARTS.append(part)


def load(*, at):
    """Yield a line for each thing that was loaded or left alone, as it happens.

    Raises IsADemonstration before anything is stored.
    """
    if settings.DEMO or Clinic.objects.filter(is_demonstration=True).exists():
        raise IsADemonstration
    for part in (_treatments, *PARTS):
        yield from part(at=at)


def described_treatments():
    """Return [{slug, texts: {language: {name, summary}}}] of the shipped treatments."""
    words = tomllib.loads(TREATMENTS.read_text(encoding="utf-8"))
    return words["treatments"]


def _treatments(*, at):
    """The pages name a treatment, but only the clinic knows whether it gives it."""
    for position, described in enumerate(described_treatments(), start=1):
        with transaction.atomic():
            treatment, is_new = Treatment.objects.get_or_create(
                slug=described["slug"],
                defaults={"position": position, "is_offered": False},
            )
            if is_new:
                for language, fields in described["texts"].items():
                    treatment.texts.create(language=language, **fields)
        if is_new:
            said = _("%(treatment)s: a new treatment, not offered until you say so")
            yield said % {"treatment": treatment.slug}
