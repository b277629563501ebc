"""The library of pictures: what articles and people may show."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PER_CENT = [MaxValueValidator(100)]


class Picture(models.Model):
    """A photograph or drawing from outside, drawn anew in every size that we show.

    `files` is {shape: {"width", "height", "files": [{"kind", "width", "name"}]}};
    `kept` holds every name ever given, since stored pages show old ones for ever.
    """

    name = models.CharField(
        _("name in the library"),
        max_length=120,
        help_text=_("By which you find it again. Patients do not see it."),
    )
    focus_x = models.PositiveSmallIntegerField(
        _("from the left, %"), default=50, validators=PER_CENT
    )
    focus_y = models.PositiveSmallIntegerField(
        _("from the top, %"), default=50, validators=PER_CENT
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    master = models.CharField(max_length=40, editable=False)
    files = models.JSONField(default=dict, editable=False)
    kept = models.JSONField(default=list, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"), editable=False)

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = _("picture in the library")
        verbose_name_plural = _("picture library")

    def __str__(self):
        return self.name

    @property
    def focus(self):
        return (self.focus_x, self.focus_y)

    def shown_as(self, shape):
        """Return what a page needs to show it: plain data, the same for ever."""
        return {
            "id": self.pk,
            "name": self.name,
            "shape": shape,
            **self.files[shape],
        }
