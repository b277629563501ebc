"""Sections: the ordered parts of a working copy, a few kinds by shape."""

from content_editor.models import create_plugin_base
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles import prose
from clinic_site.models import Treatment

from .article import Article, Stage
from .instruction import CareInstruction

PROSE = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Link": {"enableTarget": False},
        "HardBreak": True,
    },
    "sanitize": True,
}

Section = create_plugin_base(Article)


class TextSection(Section):
    """Running text with its headings."""

    html = ProseEditorField(
        _("text"),
        extensions=PROSE["extensions"] | {"Heading": {"levels": [2, 3]}},
        sanitize=True,
    )

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self):
        """Its first words: editors must tell the texts of a page apart."""
        words = prose.plain(self.html).partition("\n")[0]
        return Truncator(words).chars(60) if words else str(_("Text"))


class LinesSection(Section):
    """A list that is typed one line after another."""

    class Style(models.TextChoices):
        DO = "do", _("do list")
        DONT = "dont", _("don't list")
        CHECKLIST = "checklist", _("checklist")
        STEPS = "steps", _("steps")
        TIMELINE = "timeline", _("timeline")

    style = models.CharField(_("kind of list"), max_length=20, choices=Style)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    lines = models.TextField(
        _("lines"),
        help_text=_(
            "One a line. In steps and timelines: the first words, then | and the rest."
        ),
    )

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")

    def __str__(self):
        return self.heading or self.get_style_display()


class CalloutSection(Section):
    """Words set apart: the short version, a tip, a warning, whom to call."""

    class Style(models.TextChoices):
        SUMMARY = "summary", _("the short version")
        TIP = "tip", _("tip")
        INSET = "inset", _("inset")
        WARNING = "warning", _("warning")
        EXPANDER = "expander", _("words that open")
        HELP = "help", _("help card")

    class Level(models.TextChoices):
        NON_URGENT = "non_urgent", _("non-urgent")
        URGENT = "urgent", _("urgent")
        EMERGENCY = "emergency", _("emergency")

    style = models.CharField(_("kind"), max_length=20, choices=Style)
    level = models.CharField(
        _("how urgent"),
        max_length=20,
        choices=Level,
        blank=True,
        help_text=_("Only for a help card."),
    )
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    html = ProseEditorField(_("text"), extensions=PROSE["extensions"], sanitize=True)

    class Meta:
        verbose_name = _("callout")
        verbose_name_plural = _("callouts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(style="help") ^ models.Q(level=""),
                name="help_cards_and_only_they_have_a_level",
                violation_error_message=_(
                    "A help card needs to say how urgent it is; nothing else does."
                ),
            )
        ]

    def __str__(self):
        return self.heading or self.get_style_display()


class QuestionsSection(Section):
    """Questions people ask, each with its answer."""

    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(
        _("questions and answers"),
        help_text=_("Start each question with “? ”. Its answer follows below it."),
    )

    class Meta:
        verbose_name = _("questions")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.heading or str(_("Questions"))


class TableSection(Section):
    """A small table for comparing things."""

    caption = models.CharField(_("caption"), max_length=200)
    text = models.TextField(
        _("rows"),
        help_text=_("One row a line, cells parted by |. The first row is the heading."),
    )

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")

    def __str__(self):
        return self.caption


class Wording(models.TextChoices):
    FULL = "full", _("the full sentence")
    SHORT = "short", _("the short sentence")
    COMPANION = "companion", _("the sentence for companions")


class InstructionSection(Section):
    """One signed care instruction; its number is never typed."""

    instruction = models.ForeignKey(
        CareInstruction, models.PROTECT, verbose_name=_("care instruction")
    )
    form = models.CharField(
        _("wording"), max_length=20, choices=Wording, default=Wording.FULL
    )

    class Meta:
        verbose_name = _("care instruction")
        verbose_name_plural = _("care instructions")

    def __str__(self):
        return str(self.instruction)

    @classmethod
    def get_queryset(cls):
        """Used by content-editor to read a whole article's sections."""
        return super().get_queryset().select_related("instruction")


class InstructionListSection(Section):
    """All signed care instructions of one treatment and stage."""

    class Style(models.TextChoices):
        LIST = "list", _("list")
        DO_DONT = "do_dont", _("do and do not, side by side")
        CHECKLIST = "checklist", _("checklist")

    treatment = models.ForeignKey(
        Treatment, models.PROTECT, verbose_name=_("treatment")
    )
    stage = models.CharField(
        _("stage of care"), max_length=20, choices=Stage, default=Stage.AFTERCARE
    )
    style = models.CharField(
        _("kind of list"), max_length=20, choices=Style, default=Style.LIST
    )
    form = models.CharField(
        _("wording"), max_length=20, choices=Wording, default=Wording.SHORT
    )
    heading = models.CharField(_("heading"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("list of care instructions")
        verbose_name_plural = _("lists of care instructions")

    @classmethod
    def get_queryset(cls):
        return super().get_queryset().select_related("treatment")

    def __str__(self):
        return self.heading or f"{self.treatment} · {self.get_stage_display()}"
