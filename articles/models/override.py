"""Overrides: problems that a second person let pass, and who asked for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .publication import Publication
from .revision import Revision, RevisionState

# No second person can let these pass: a patient would be told something wrong.
NEVER_LET_PASS = (
    "unsigned_instruction", "contradicted_instruction", "typed_care_number",
    "other_help_number", "missing_help_card", "care_line",
)  # fmt: skip


class OverrideRequestQuerySet(models.QuerySet):
    def unanswered(self):
        """Those that nobody has let pass, of words that can still go live."""
        newer = Publication.objects.filter(
            article=models.OuterRef("revision__article"),
            revision__gte=models.OuterRef("revision"),
        )
        still = [RevisionState.SUBMITTED, RevisionState.APPROVED]
        open_ones = self.filter(override=None, revision__state__in=still)
        return open_ones.exclude(models.Exists(newer))


class OverrideRequest(models.Model):
    """Somebody's wish that one problem of one revision be let pass; never changed.

    `mark` is gates.Problem.mark: the same problem of other words has another.
    """

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="override_requests"
    )
    gate = models.CharField(_("check"), max_length=40)
    section = models.PositiveSmallIntegerField(_("section"), default=0)
    quote = models.TextField(_("words in question"), blank=True)
    mark = models.CharField(max_length=64)
    reason = models.CharField(_("reason, for patients"), max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))

    objects = OverrideRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("wish to let a problem pass")
        verbose_name_plural = _("wishes to let a problem pass")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "mark"], name="each_problem_is_asked_about_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="wishes_to_let_pass_say_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(gate__in=NEVER_LET_PASS),
                name="some_problems_are_never_let_pass",
            ),
        ]

    def __str__(self):
        return self.gate


class Override(models.Model):
    """A medical reviewer's word that the problem may pass; never changed."""

    request = models.OneToOneField(
        OverrideRequest, models.PROTECT, related_name="override"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("let pass by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("override")
        verbose_name_plural = _("overrides")

    def __str__(self):
        return str(self.request)


append_only.only_grows("articles_overriderequest", "articles_override")
append_only.refuse(
    "articles_override",
    "INSERT",
    name="by_the_asker",
    condition=(
        "EXISTS (SELECT 1 FROM articles_overriderequest q"
        " WHERE q.id = NEW.request_id AND q.asked_by_id = NEW.reviewer_id)"
    ),
    words="whoever asks may not let it pass",
)
append_only.refuse(
    "articles_override",
    "INSERT",
    name="by_an_author",
    condition=(
        "EXISTS (SELECT 1 FROM articles_overriderequest q"
        " JOIN articles_revisionauthor a ON a.revision_id = q.revision_id"
        " WHERE q.id = NEW.request_id AND a.person_id = NEW.reviewer_id)"
    ),
    words="an author may not let their own words pass",
)
