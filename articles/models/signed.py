"""Values of care instructions: proposed by one person, signed by another, for ever."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.instructions import EndRule, Unit
from clinic_site import append_only

from .instruction import END_RULES, UNIT_WORDS, CareInstruction


class HeldValue(models.Model):
    """A value of an instruction: minutes from its anchor, rule, words, source."""

    instruction = models.ForeignKey(
        CareInstruction, models.PROTECT, related_name="%(class)ss"
    )
    starts = models.IntegerField(_("starts, in minutes"), null=True, blank=True)
    ends = models.IntegerField(_("ends, in minutes"), null=True, blank=True)
    end_rule = models.CharField(_("ends"), max_length=40, choices=END_RULES)
    unit = models.CharField(_("said in"), max_length=10, choices=UNIT_WORDS)
    frames = models.JSONField(_("sentences"))
    source = models.TextField(_("source"), blank=True)
    is_off = models.BooleanField(_("switched off"), default=False)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.instruction)

    def value_fields(self):
        return {
            "starts": self.starts,
            "ends": self.ends,
            "end_rule": EndRule(self.end_rule),
            "unit": Unit(self.unit),
            "frames": self.frames,
            "is_off": self.is_off,
        }


class SignedSetQuerySet(models.QuerySet):
    def latest_number(self):
        """Return the number of the newest set; 0 while nothing is signed."""
        return self.aggregate(newest=models.Max("number"))["newest"] or 0


class SignedSet(models.Model):
    """Values that one clinician signed together; never changed afterwards."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    # Nobody proposed what came with the software.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed at"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = SignedSetQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("signed set")
        verbose_name_plural = _("signed sets")
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_by=None) | ~Q(signed_by=F("proposed_by")),
                name="nobody_signs_their_own_proposal",
            )
        ]

    def __str__(self):
        return str(self.number)


class SignedInstruction(HeldValue):
    """One instruction's value as it was signed; never changed afterwards."""

    signed_set = models.ForeignKey(
        SignedSet, models.PROTECT, related_name="signed_instructions"
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="next"
    )

    class Meta:
        verbose_name = _("signed care instruction")
        verbose_name_plural = _("signed care instructions")
        constraints = [
            models.UniqueConstraint(
                fields=["signed_set", "instruction"], name="signed_once_a_set"
            )
        ]


class ProposalState(models.TextChoices):
    OPEN = "open", _("waits for a signature")
    SIGNED = "signed", _("signed")
    WITHDRAWN = "withdrawn", _("taken back")


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has signed or taken back."""
        return self.filter(state=ProposalState.OPEN)

    def by_people(self):
        """Those of somebody here; what was shipped has no proposer."""
        return self.exclude(proposed_by=None)


class Proposal(models.Model):
    """Values that somebody would like a clinician to sign together."""

    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState, default=ProposalState.OPEN
    )
    signed_set = models.OneToOneField(SignedSet, models.PROTECT, null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="signed") ^ Q(signed_set=None),
                name="signed_proposals_have_their_set",
            )
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.proposed_at:%Y-%m-%d}"


class ProposedValue(HeldValue):
    """One instruction's value within a proposal."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="values")
    # What was in force when it was proposed; another one by now makes it stale.
    replaces = models.ForeignKey(
        SignedInstruction, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("proposed value")
        verbose_name_plural = _("proposed values")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "instruction"], name="proposed_once_a_set"
            )
        ]


append_only.only_grows("articles_signedset", "articles_signedinstruction")
