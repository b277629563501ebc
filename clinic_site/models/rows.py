"""What several tables of the building share: one row only, and a language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def site_languages():
    """Return the site's languages; as a function, so that migrations name none."""
    return settings.LANGUAGES


LANGUAGE = {
    "max_length": 10,
    "choices": site_languages,
    "verbose_name": _("language"),
}


class OneRow(models.Model):
    """A table that holds exactly one row, number 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="%(class)s_is_one_row")
        ]
