"""By which every process notices that what it keeps in memory is old."""

from django.db import models

from .rows import OneRow


class SiteVersion(OneRow):
    """A number that grows whenever something that every page shows has changed."""

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return str(self.number)

    @classmethod
    def grow(cls):
        """Make every process read the clinic's record and pages again."""
        cls.objects.get_or_create(pk=1)
        cls.objects.filter(pk=1).update(number=models.F("number") + 1)
