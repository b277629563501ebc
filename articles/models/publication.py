"""Publications: the finished bytes that patients read, kept for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .article import Article
from .revision import Revision


class Cause(models.TextChoices):
    REVIEW = "review", _("reviewed words")
    INSTRUCTION = "instruction", _("a signed care instruction")
    TECHNICAL = "technical", _("a technical change")


class PublicationQuerySet(models.QuerySet):
    def live(self):
        """What patients can read now: the current publication of each article."""
        return self.filter(current_of__isnull=False)

    def in_language(self, language):
        return self.filter(language=language)

    def at_address(self, *, language, slug):
        return self.live().filter(current_of__language=language, current_of__slug=slug)

    def last_in_chain(self):
        """The newest of one article, live or withdrawn; None before the first."""
        return self.order_by("-number").first()

    def before(self, revision):
        """What was published of earlier words than these."""
        return self.filter(revision__lt=revision.pk)

    def at_place(self, place, *, language):
        return self.live().filter(
            current_of__place=place, current_of__language=language
        )

    def for_lists(self):
        """Only what lists show, with the address; never the bodies."""
        return self.select_related("current_of").only(
            "title",
            "summary",
            "contents",
            "treatment",
            "stage",
            "published_at",
            "language",
            "revision",
            "current_of__slug",
            "current_of__language",
            "current_of__place",
            "current_of__translation_of",
        )


class Publication(models.Model):
    """One article as it was published once; immutable, chained to the one before."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="publications")
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="next"
    )
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("published at"))
    cause = models.CharField(_("cause"), max_length=20, choices=Cause)
    change_note = models.TextField(_("what changed"), blank=True)
    is_major = models.BooleanField(_("a major change"), default=False)

    # What the page says, but for the shell around it.
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    treatment = models.CharField(_("treatment"), max_length=50, blank=True)
    stage = models.CharField(_("stage of care"), max_length=20)
    facts = models.JSONField(default=dict)
    body_html = models.TextField()
    handout_html = models.TextField(blank=True)
    calm_html = models.TextField(blank=True)
    plain_text = models.TextField()
    contents = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=1)

    # Proof of what was published.
    content = models.JSONField()
    signed_ids = models.JSONField(default=list)
    review_due_on = models.DateField(_("next review due on"))
    digest_format = models.PositiveSmallIntegerField(default=1)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="publications_are_numbered"
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"


append_only.only_grows("articles_publication")
