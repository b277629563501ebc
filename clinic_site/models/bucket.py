"""What clinic_site.throttle remembers of whoever asks often."""

from django.db import models


class Bucket(models.Model):
    """A token bucket, as the moment at which it will be full again.

    `full_at` is in seconds since 1970: both databases add to it alike.
    """

    key = models.CharField(max_length=64, unique=True)
    full_at = models.FloatField(db_index=True)

    def __str__(self):
        return self.key[:8]
