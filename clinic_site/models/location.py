"""Where the clinic sees patients."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Location(models.Model):
    """A place where the clinic sees patients."""

    name = models.CharField(_("name"), max_length=100)
    street = models.CharField(_("street"), max_length=200)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(_("state"), max_length=50)
    postal_code = models.CharField(_("ZIP code"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self):
        return self.name
