"""Which care instructions could stand where somebody typed a care number."""

from collections.abc import Iterable

from articles.models import CareInstruction


class Fits:
    """The instructions of the families that gates named, read once for a whole page."""

    def __init__(self, families: Iterable[str]):
        wanted = set(families) - {""}
        rows = CareInstruction.objects.filter(family__in=wanted) if wanted else ()
        self.found = sorted(rows, key=lambda one: one.position)

    def of(self, family, article=None):
        """Return those of `family` for the article's treatment, or for any."""
        slug = article.treatment.slug if article and article.treatment else ""
        return [
            one
            for one in self.found
            if one.family == family and (not slug or slug in one.treatments)
        ]
