"""Articles as editors see them: the working copy and its sources."""

from content_editor.models import Region
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic_site.models import LANGUAGE, Treatment

from .clinician import Clinician


class Stage(models.TextChoices):
    """Where in a person's care an article belongs."""

    BEFORE = "before", _("before")
    DURING = "during", _("during")
    AFTER = "after", _("after")
    AFTERCARE = "aftercare", _("at home")
    ABOUT = "about", _("about the treatments")
    SAFETY = "safety", _("safety")
    PRACTICAL = "practical", _("practical matters")


class Audience(models.TextChoices):
    PATIENT = "patient", _("patients")
    PROSPECTIVE = "prospective", _("people who think about treatment")
    COMPANION = "companion", _("companions")
    ALL = "all", _("everybody")


class ArticleQuerySet(models.QuerySet):
    def live(self):
        """Articles that patients can read now."""
        return self.exclude(current=None)

    def withdrawn(self):
        """Articles that patients could read and that were taken back."""
        return self.filter(current=None, withdrawals__isnull=False).distinct()

    def ever_at(self, slug, *, language):
        """Who has this address, and who had it and keeps it for ever."""
        has = Q(slug=slug, language=language)
        had = Q(former_slugs__slug=slug, former_slugs__language=language)
        return self.filter(has | had).distinct()

    def review_due_by(self, day):
        """Live articles whose review lapses on `day` or has lapsed before."""
        return self.filter(current__review_due_on__lte=day)

    def claim(self, pk, *, opened, by, at):
        """Let `by` be the last who saved, unless somebody did since `opened`.

        `opened` is the version that `by` began from. Return whether it was still the
        newest; the row is then locked until the transaction ends.
        """
        found = self.filter(pk=pk, version=opened)
        return bool(found.update(version=opened + 1, saved_by=by, saved_at=at))


class Article(models.Model):
    """A subject with a permanent address; its fields are the working copy."""

    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One sentence. It stands below the title and in lists."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=120,
        help_text=_("The last part of the page's address."),
    )
    language = models.CharField(**LANGUAGE, default="en")
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    treatment = models.ForeignKey(
        Treatment, models.PROTECT, null=True, blank=True, verbose_name=_("treatment")
    )
    stage = models.CharField(
        _("stage of care"), max_length=20, choices=Stage, default=Stage.ABOUT
    )
    audience = models.CharField(
        _("written for"), max_length=20, choices=Audience, default=Audience.ALL
    )
    author = models.ForeignKey(
        Clinician,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("author shown to patients"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("who looks after it"),
    )
    # The fixed pages (home, costs, privacy …) are articles with a place.
    place = models.CharField(
        _("fixed place"), max_length=30, null=True, blank=True, default=None
    )
    imported_from = models.CharField(
        max_length=64, null=True, blank=True, default=None, editable=False, unique=True
    )
    # Which document it came from, whatever that says by now.
    imported_key = models.CharField(
        max_length=64, null=True, blank=True, default=None, editable=False, unique=True
    )
    updated_on = models.DateField(
        _("words updated on"),
        null=True,
        blank=True,
        help_text=_("The date that an imported text gave for itself."),
    )
    current = models.OneToOneField(
        "articles.Publication",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="current_of",
    )
    # Of two people who write at once, the second sees that `version` has grown.
    version = models.PositiveIntegerField(default=0, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    saved_at = models.DateTimeField(null=True, editable=False)

    objects = ArticleQuerySet.as_manager()
    regions = [Region(key="main", title=_("Sections"))]

    class Meta:
        ordering = ["title"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"], name="one_article_an_address"
            ),
            models.UniqueConstraint(
                fields=["language", "place"], name="one_article_a_place"
            ),
        ]

    def __str__(self):
        return self.title


class Source(models.Model):
    """Where an article's statements come from."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = models.CharField(_("which part, which date"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.title
