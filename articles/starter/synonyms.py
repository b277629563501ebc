"""The synonyms that come with the starter articles."""

import tomllib

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Synonym

FILE = settings.BASE_DIR / "content" / "synonyms.toml"


def load_synonyms(*, at=None):
    """Keep each group of the file that is not there yet; `at` is what loaders get."""
    for group in tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]:
        Synonym.objects.get_or_create(**group)


def bring_synonyms(*, at):
    """Bring them to a clinic that has none; what it keeps is its own."""
    if Synonym.objects.exists():
        yield _("Words that mean the same: left alone, because you keep some")
        return
    load_synonyms(at=at)
    yield _("Words that mean the same: brought for search")
