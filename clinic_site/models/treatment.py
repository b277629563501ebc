"""What the clinic gives, in the words of each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .rows import LANGUAGE


class Treatment(models.Model):
    """A treatment that the clinic gives, or gave: its aftercare stays when it ends."""

    slug = models.SlugField(_("short name"), unique=True)
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")

    def __str__(self):
        return self.slug


class TreatmentText(models.Model):
    """A treatment's name and summary in one language."""

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="texts")
    language = models.CharField(**LANGUAGE)
    name = models.CharField(_("name"), max_length=100)
    summary = models.TextField(_("summary"))

    class Meta:
        verbose_name = _("text about the treatment")
        verbose_name_plural = _("texts about the treatment")
        constraints = [
            models.UniqueConstraint(
                fields=["treatment", "language"], name="one_treatment_text_a_language"
            )
        ]

    def __str__(self):
        return self.name
