"""Revisions: the words frozen for review, and who wrote them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .article import Article

# Fixed pages that say nothing of care: the practice manager may answer for them.
MANAGED_PLACES = (
    "home", "team", "costs", "privacy", "accessibility", "language_help",
)  # fmt: skip


class RevisionState(models.TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("sent for review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    APPROVED = "approved", _("approved")


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
        approvals = self.reviews.approving().select_related("reviewer__clinician")
        return approvals.order_by("-at").first()

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
