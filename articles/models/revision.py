"""Revisions: the words frozen for review, their authors and their reviewer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .article import Article
from .picture import Picture

# Fixed pages that say nothing of care: the practice manager may answer for them.
MANAGED_PLACES = (
    "home", "team", "costs", "privacy", "accessibility", "language_help",
)  # fmt: skip


class RevisionState(models.TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("sent for review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    APPROVED = "approved", _("approved")


class Verdict(models.TextChoices):
    APPROVED = "approved", _("approved")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")


class ReviewKind(models.TextChoices):
    """Whether a clinician answers for the words, or the practice manager."""

    MEDICAL = "medical", _("medical review")
    FIXED_PAGE = "fixed_page", _("review of a fixed page")


class RevisionQuerySet(models.QuerySet):
    def waiting(self):
        """Revisions that somebody should review."""
        return self.filter(state=RevisionState.SUBMITTED)

    def managed(self):
        """Those that the practice manager may review too."""
        return self.filter(article__place__in=MANAGED_PLACES)


def with_latest_revision(articles):
    """Add to a queryset of articles the `latest_revision` (its id) and `latest_state`.

    Never its words, which a list of articles does not need.
    """
    latest = Revision.objects.filter(article=models.OuterRef("pk")).order_by("-pk")
    return articles.annotate(
        latest_revision=models.Subquery(latest.values("pk")[:1]),
        latest_state=models.Subquery(latest.values("state")[:1]),
    )


class Revision(models.Model):
    """One article's words, frozen when they were sent for review.

    A draft has no words yet: it only collects everyone who saved the working copy
    since the last publication. They are the authors, and none of them may review.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    state = models.CharField(
        _("state"), max_length=20, choices=RevisionState, default=RevisionState.DRAFT
    )
    content = models.JSONField(_("words"), default=dict)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    submitted_at = models.DateTimeField(_("sent at"), null=True)
    change_note = models.CharField(
        _("what changed, for patients"), max_length=300, blank=True
    )
    is_major = models.BooleanField(_("a major change"), default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(state="draft"),
                name="one_draft_an_article",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                ^ models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="sent_revisions_say_by_whom_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.article} ({self.get_state_display()})"

    @property
    def is_waiting(self):
        return self.state == RevisionState.SUBMITTED

    @property
    def is_managed(self):
        """Whether the practice manager may review these words too."""
        return self.content.get("place") in MANAGED_PLACES

    @property
    def approval(self):
        """The medical review that approved these words, or None."""
        approvals = self.reviews.filter(verdict=Verdict.APPROVED).order_by("-at")
        return approvals.select_related("reviewer__clinician").first()

    def is_by(self, person):
        """Whether `person` saved any of these words."""
        return self.authors.filter(person=person).exists()


class RevisionAuthor(models.Model):
    """Somebody who saved the words of a revision."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "person"], name="each_author_once"
            )
        ]

    def __str__(self):
        return str(self.person)


class MedicalReview(models.Model):
    """A reviewer's verdict on one revision; never changed afterwards."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="medical_reviews"
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=ReviewKind, default=ReviewKind.MEDICAL
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    comments = models.TextField(_("comments"), blank=True)
    review_due_on = models.DateField(_("next review due on"), null=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at"]
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")
        permissions = [("review_fixed_page", "Can review fixed pages")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="approved")
                ^ models.Q(review_due_on__isnull=True),
                name="approvals_say_when_they_lapse",
            )
        ]

    def __str__(self):
        return self.get_verdict_display()

    @property
    def is_medical(self):
        """Whether a clinician answers for the words."""
        return self.kind == ReviewKind.MEDICAL


append_only.only_grows("articles_medicalreview")
append_only.refuse(
    "articles_medicalreview",
    "INSERT",
    name="by_an_author",
    condition=(
        "EXISTS (SELECT 1 FROM articles_revisionauthor a"
        " WHERE a.revision_id = NEW.revision_id AND a.person_id = NEW.reviewer_id)"
    ),
    words="an author may not review their own words",
)
append_only.refuse(
    "articles_medicalreview",
    "INSERT",
    name="of_a_clinical_page",
    condition=(
        "NEW.kind <> 'medical' AND NOT EXISTS"
        " (SELECT 1 FROM articles_revision r"
        " JOIN articles_article a ON a.id = r.article_id"
        f" WHERE r.id = NEW.revision_id AND a.place IN {MANAGED_PLACES})"
    ),
    words="only a medical reviewer answers for this page",
)
append_only.refuse(
    "articles_revision",
    "UPDATE",
    name="frozen",
    condition="OLD.state <> 'draft' AND (NEW.content <> OLD.content"
    " OR NEW.article_id <> OLD.article_id OR NEW.state = 'draft')",
    words="a revision that was sent for review is frozen",
)
for _event, _row in [("INSERT", "NEW"), ("DELETE", "OLD"), ("UPDATE", "OLD")]:
    append_only.refuse(
        "articles_revisionauthor",
        _event,
        name="frozen",
        condition=(
            "EXISTS (SELECT 1 FROM articles_revision r"
            f" WHERE r.id = {_row}.revision_id AND r.state <> 'draft')"
        ),
        words="the authors of a frozen revision do not change",
    )
append_only.never_deleted("articles_revision")


class PictureUse(models.Model):
    """A revision shows a picture, so the picture stays: past pages show it too."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="shows")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="shown_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "picture"], name="one_use_of_a_picture_a_revision"
            )
        ]

    def __str__(self):
        return f"{self.revision_id} · {self.picture_id}"


append_only.never_deleted("articles_pictureuse")
