"""What was brought in from outside: each import with its documents and their report."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from clinic_site.models import LANGUAGE

from .article import Article


class Outcome(models.TextChoices):
    """What became of one document."""

    WAITING = "waiting", _("waiting")
    MADE = "made", _("new working copy")
    SAME = "same", _("here already")
    CHANGED = "changed", _("here already, in other words")
    SKIPPED = "skipped", _("not brought in")
    REFUSED = "refused", _("could not be read")
    STOPPED = "stopped", _("stopped before its turn")


class ImportRunQuerySet(models.QuerySet):
    def unfinished(self):
        """Those with documents that wait for nobody's decision."""
        return self.filter(finished_at=None, is_choosing=False)

    def counted(self):
        """Add `total`, `done`, `made` and `failed`: how many documents there are."""
        waits = Q(items__outcome=Outcome.WAITING)
        failed = Q(items__outcome=Outcome.REFUSED)
        return self.annotate(
            total=Count("items"),
            done=Count("items", filter=~waits & Q(items__isnull=False)),
            made=Count("items", filter=Q(items__outcome=Outcome.MADE)),
            failed=Count("items", filter=failed),
        )


class ImportRun(models.Model):
    """One hand-over of files; the files themselves are not kept."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    file_names = models.CharField(_("files"), max_length=300)
    language = models.CharField(**LANGUAGE)
    # Makes every repeat of one hand-over lead to the first.
    form_key = models.UUIDField(null=True, unique=True)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    # Somebody must say first what the categories mean here.
    is_choosing = models.BooleanField(default=False)
    table = models.JSONField(default=dict)
    left = models.JSONField(default=list)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.file_names

    @property
    def is_working(self):
        return self.finished_at is None and not self.is_choosing


class ImportItem(models.Model):
    """One document of an import. Its words are kept until its turn, then emptied."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    why = models.CharField(max_length=300, blank=True)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, related_name="imports"
    )
    piece = models.JSONField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    remarks = models.JSONField(default=list)
    elements = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", "position"]
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "position"], name="one_document_a_place"
            )
        ]
        indexes = [models.Index(fields=["run", "outcome"], name="documents_by_outcome")]

    def __str__(self):
        return self.title
