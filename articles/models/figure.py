"""The kind of section that shows a picture, from the library or of the house."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import figures

from .picture import Picture
from .section import Section


class FigureSection(Section):
    """A picture with what it says to those who see it, and to those who do not."""

    class Place(models.TextChoices):
        TEXT = "text", _("here in the text")
        HEAD = "head", _("at the head of the page, with the title")

    picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("picture in the library"),
        help_text=_("Choose one of these, or one of our drawings."),
    )
    drawing = models.CharField(
        _("drawing"),
        max_length=60,
        blank=True,
        choices=figures.choices,
        help_text=_(
            "Our own drawings take the colours of the page and speak its language."
        ),
    )
    place = models.CharField(
        _("where it stands"), max_length=10, choices=Place, default=Place.TEXT
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What would you say of it on the telephone? Read aloud to those who do not "
            "see it."
        ),
    )
    is_decorative = models.BooleanField(
        _("this is decoration"),
        default=False,
        help_text=_(
            "It says nothing that the words do not say. Nothing is read aloud."
        ),
    )
    caption = models.CharField(
        _("words below the picture"),
        max_length=300,
        blank=True,
        help_text=_("One line below the picture, for everybody."),
    )
    description = models.TextField(
        _("what this picture shows"),
        blank=True,
        help_text=_(
            "For a picture that explains something: the same in words, to open below "
            "it. An empty line starts a new paragraph."
        ),
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(drawing="") ^ models.Q(picture=None),
                name="figures_show_a_picture_or_a_drawing",
                violation_error_message=_(
                    "Choose a picture from the library or a drawing: one of the two."
                ),
            )
        ]

    def __str__(self):
        return self.caption or str(self.picture or self.get_drawing_display())

    @classmethod
    def get_queryset(cls):
        return super().get_queryset().select_related("picture")

    def clean(self):
        """Imported pictures may lack both for a while; the gates see that."""
        super().clean()
        if self.is_decorative == bool(self.alt.strip()):
            words = _(
                "Say what it shows, or tick that it is decoration: one of the two."
            )
            raise ValidationError({"alt": words})
