"""What search asks: the words of live pages, and which words mean the same."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site.models import LANGUAGE

from .article import Article


class SearchWord(models.Model):
    """A word of live pages in one language, by its stem."""

    language = models.CharField(max_length=10)
    stem = models.CharField(max_length=100)
    # As a page writes it, for whoever mistyped it.
    form = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "stem"], name="one_stem")
        ]

    def __str__(self):
        return self.form


class SearchEntry(models.Model):
    """How much a live article has to do with a word; see search.index for `weight`."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="entries")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["word", "article"], name="one_entry_a_word_and_article"
            )
        ]
        # All that a search reads: no look into the table itself.
        indexes = [
            models.Index(fields=["word", "article", "weight"], name="entries_by_word")
        ]

    def __str__(self):
        return f"{self.word_id} {self.article_id}"


class Synonym(models.Model):
    """Words that mean the same to a patient: who looks for one finds all of them."""

    language = models.CharField(**LANGUAGE, default="en")
    words = models.CharField(
        _("words that mean the same"),
        max_length=300,
        help_text=_("With commas between, such as: SPRAVATO, esketamine, nasal spray"),
    )

    class Meta:
        ordering = ["language", "words"]
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "words"], name="synonyms_stand_once"
            )
        ]

    def __str__(self):
        return self.words

    @property
    def phrases(self):
        return [phrase.strip() for phrase in self.words.split(",") if phrase.strip()]
