"""Which revision shows which picture of the library."""

from django.db import models

from clinic_site import append_only

from .picture import Picture
from .revision import Revision


class PictureUse(models.Model):
    """A revision shows a picture, so the picture stays: past pages show it too."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="shows")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="shown_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "picture"], name="one_use_of_a_picture_a_revision"
            )
        ]

    def __str__(self):
        return f"{self.revision_id} · {self.picture_id}"


append_only.never_deleted("articles_pictureuse")
