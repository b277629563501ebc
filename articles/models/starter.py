"""What came with the software, as it was stored: so that the clinic's changes show."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site.models import LANGUAGE

from .article import Article


class StarterPage(models.Model):
    """One readable file that was loaded for this clinic, and the words it brought."""

    language = models.CharField(**LANGUAGE)
    name = models.CharField(_("name of the file"), max_length=120)
    article = models.OneToOneField(
        Article, models.SET_NULL, null=True, related_name="starter_page"
    )
    file_sha256 = models.CharField(max_length=64)
    # articles.starter.words_of, when the page was last brought up to date.
    words = models.JSONField()

    class Meta:
        verbose_name = _("starter page")
        verbose_name_plural = _("starter pages")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "name"], name="each_starter_page_once"
            )
        ]

    def __str__(self):
        return f"{self.language}/{self.name}"
