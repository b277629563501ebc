"""What is true of the clinic as a whole: its name, promises, looks and numbers."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from clinic_site.palettes import Palette

from .rows import LANGUAGE, OneRow


class Clinic(OneRow):
    """The clinic whose site this is."""

    name = models.CharField(_("name"), max_length=100)
    telephone = PhoneNumberField(_("telephone"))
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="America/New_York"
    )
    answer_within_hours = models.PositiveSmallIntegerField(
        _("answer requests within"),
        default=8,
        help_text=_("Counted in hours in which the clinic is open."),
    )
    read_first_within_hours = models.PositiveSmallIntegerField(
        _("answer what is to be read first within"),
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_(
            "For requests marked “read first”. Counted in hours in which the clinic is "
            "open; never longer than for the others."
        ),
    )
    asks_for_note = models.BooleanField(
        _("a note in the request form"),
        default=True,
        help_text=_(
            "Up to 300 characters for scheduling. Some people write more of themselves "
            "there than a clinic should hold."
        ),
    )
    palette = models.CharField(
        _("colours"), max_length=20, choices=Palette, default=Palette.TIDE
    )
    has_quick_exit = models.BooleanField(
        _("a link for leaving quickly"),
        default=False,
        help_text=_(
            "It stays in sight on every page and leads to the weather report at once. "
            "It cannot clear what the browser remembers."
        ),
    )
    # The name of a picture in clinic_site.media, written by clinic_site.logo.
    logo = models.CharField(_("logo"), max_length=50, blank=True, editable=False)
    logo_width = models.PositiveSmallIntegerField(null=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    class Meta(OneRow.Meta):
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic")

    def __str__(self):
        return self.name


class ClinicText(models.Model):
    """What the clinic says of itself in one language."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="texts")
    language = models.CharField(**LANGUAGE)
    introduction = models.TextField(_("what the clinic does, in one sentence"))
    after_hours = models.TextField(
        _("what to do when the clinic is closed"),
        help_text=_("Shown wherever a page says to call the clinic."),
    )

    class Meta:
        verbose_name = _("text about the clinic")
        verbose_name_plural = _("texts about the clinic")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "language"], name="one_clinic_text_a_language"
            )
        ]

    def __str__(self):
        return self.language


class HelpNumbers(OneRow):
    """The numbers for an emergency, the same on every page, error pages included."""

    emergency = models.CharField(_("emergency"), max_length=20, default="911")
    crisis = models.CharField(_("suicide and crisis"), max_length=20, default="988")
    poison = models.CharField(_("poison help"), max_length=20, default="+18002221222")
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)

    class Meta(OneRow.Meta):
        verbose_name = _("help numbers")
        verbose_name_plural = _("help numbers")

    def __str__(self):
        return str(_("Help numbers"))
