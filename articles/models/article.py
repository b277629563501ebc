"""Articles as editors see them: the working copy, its people and sources."""

from content_editor.models import Region
from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from clinic_site.models import Treatment, site_languages

from .picture import Picture


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
    language = models.CharField(
        _("language"), max_length=10, choices=site_languages, default="en"
    )
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
    language = models.CharField(
        _("language"), max_length=10, choices=site_languages, default="en"
    )
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
