"""Medical reviews: who answers for which words, and until when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .revision import MANAGED_PLACES, Revision


class Verdict(models.TextChoices):
    APPROVED = "approved", _("approved")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")


class ReviewKind(models.TextChoices):
    """Whether a clinician answers for the words, or the practice manager."""

    MEDICAL = "medical", _("medical review")
    FIXED_PAGE = "fixed_page", _("review of a fixed page")


class MedicalReviewQuerySet(models.QuerySet):
    def approving(self):
        """Those that let patients read the words."""
        return self.filter(verdict=Verdict.APPROVED)


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

    objects = MedicalReviewQuerySet.as_manager()

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
