"""Those who answer for the words: the clinicians whom patients see by name."""

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from clinic_site.models import LANGUAGE

from .picture import Picture


class ClinicianQuerySet(models.QuerySet):
    def shown(self):
        """Those whom the team page presents."""
        return self.filter(is_shown=True)

    def said_in(self, language):
        """Add `role` and `profile` in `language`; None where nobody wrote them.

        `own_credential` is the credential in words of `language`, where it has any.
        """
        own = FilteredRelation("texts", condition=Q(texts__language=language))
        return self.alias(own=own).annotate(
            role=F("own__role"),
            profile=F("own__profile"),
            own_credential=F("own__credential"),
        )


class Clinician(models.Model):
    """Somebody who writes or reviews, with the credential that patients see."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("short name"), unique=True)
    credential = models.CharField(
        _("credential"),
        max_length=100,
        blank=True,
        help_text=_("Shown in every language that has no words of its own for it."),
    )
    is_shown = models.BooleanField(
        _("on the team page"),
        default=False,
        help_text=_("People whom patients may meet."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    portrait = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("portrait"),
        help_text=_("From the picture library. It is cut square around its focus."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="clinician",
        verbose_name=_("signs in as"),
    )

    objects = ClinicianQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("clinician")
        verbose_name_plural = _("clinicians")

    def __str__(self):
        return f"{self.name}, {self.credential}" if self.credential else self.name

    def credential_in(self, language):
        """Return the credential as readers of `language` understand it, or ""."""
        own = self.texts.filter(language=language).values_list("credential", flat=True)
        return own.first() or self.credential


class ClinicianText(models.Model):
    """What patients read about a clinician in one language."""

    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="texts")
    language = models.CharField(**LANGUAGE, default="en")
    role = models.CharField(_("what they do here"), max_length=100)
    credential = models.CharField(
        _("credential in this language"),
        max_length=100,
        blank=True,
        help_text=_("Only where it is not the same in every language."),
    )
    profile = models.TextField(_("profile"), blank=True)

    class Meta:
        verbose_name = _("text about the clinician")
        verbose_name_plural = _("texts about the clinician")
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "language"], name="one_clinician_text_a_language"
            )
        ]

    def __str__(self):
        return self.role
