"""Care instructions: what is signed, who proposed it, and who answers for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.instructions import EndRule, Unit, Value, Values
from clinic_site import append_only
from clinic_site.models import OneRow


class Kind(models.TextChoices):
    DO = "do", _("do")
    AVOID = "avoid", _("do not")
    SEEK_HELP = "seek_help", _("get help")
    # Without a context it would be the month.
    MAY = "may", pgettext_lazy("kind of a care instruction", "may")


class Severity(models.TextChoices):
    MUST = "must", _("must")
    SHOULD = "should", _("should")
    MAY = "may", pgettext_lazy("how binding a care instruction is", "may")


class Lock(models.TextChoices):
    LABEL = "label", _("from the label: only stricter")
    CLINIC_SET = "clinic_set", _("set by the clinic, within its range")
    FIXED = "fixed", _("fixed: only its words can change")
    OPEN = "open", _("free")


END_RULES = [
    (EndRule.HOURS, _("after its time")),
    (EndRule.LATER_OF_HOURS_AND_SLEEP, _("after its time and a night of sleep")),
    (EndRule.NEXT_DAY_AFTER_SLEEP, _("the next day, after sleep")),
    (EndRule.REST_OF_DAY, _("at the end of the day")),
    (EndRule.UNTIL_STAFF_SAY, _("when staff say so")),
    (EndRule.COURSE, _("with the course of treatment")),
    (EndRule.ALWAYS, _("never")),
]
UNIT_WORDS = [
    (Unit.MINUTES, _("minutes")),
    (Unit.HOURS, _("hours")),
    (Unit.DAYS, _("days")),
]


class SigningTurn(OneRow):
    """The row that signing and publishing both lock: neither slips into the other."""

    @classmethod
    def take(cls):
        """Hold the turn until the transaction ends."""
        cls.objects.get_or_create(pk=1)
        cls.objects.select_for_update().get(pk=1)


class CareInstructionQuerySet(models.QuerySet):
    def in_force(self):
        """Return the Values that hold now: signed ones, and the rest as unsigned."""
        found = self.select_related("current").order_by("position")
        return Values.of(instruction.as_value() for instruction in found)


class CareInstruction(models.Model):
    """One checkable fact of care: what, how long, for whom. Its value is signed."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict)
    family = models.CharField(_("family"), max_length=30)
    treatments = models.JSONField(_("treatments"), default=list)
    stages = models.JSONField(_("stages of care"), default=list)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    severity = models.CharField(_("severity"), max_length=20, choices=Severity)
    anchor = models.CharField(_("counts from"), max_length=40)
    lock = models.CharField(_("who may change it"), max_length=20, choices=Lock)
    limits = models.JSONField(_("limits"), default=dict)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    # The value it came with: starts, ends, end_rule, unit, frames, source.
    shipped = models.JSONField(default=dict)
    current = models.OneToOneField(
        "articles.SignedInstruction",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="current_of",
    )

    objects = CareInstructionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("care instruction")
        verbose_name_plural = _("care instructions")
        permissions = [
            ("propose_careinstruction", "Can propose values"),
            ("sign_careinstruction", "Can sign values"),
        ]

    def __str__(self):
        return self.name_in(get_language() or "en")

    def name_in(self, language):
        return self.names.get(language) or self.names.get("en") or self.code

    def as_value(self, holder=None):
        """Return the Value of `holder`: a signed or proposed row (default: in force).

        Without one it is the shipped value, unsigned.
        """
        holder = holder or self.current
        shipped = self._value(**self.shipped_value(), signed_id=None, is_off=False)
        if holder is None:
            return Value(**vars(shipped) | {"shipped": shipped})
        signed_id = holder.pk if isinstance(holder, SignedInstruction) else None
        return self._value(
            **holder.value_fields(), signed_id=signed_id, shipped=shipped
        )

    def shipped_value(self):
        return {
            "starts": self.shipped["starts"],
            "ends": self.shipped["ends"],
            "end_rule": EndRule(self.shipped["end_rule"]),
            "unit": Unit(self.shipped["unit"]),
            "frames": self.shipped["frames"],
        }

    def _value(self, **fields):
        return Value(
            code=self.code,
            family=self.family,
            treatments=tuple(self.treatments),
            stages=tuple(self.stages),
            kind=self.kind,
            severity=self.severity,
            anchor=self.anchor,
            lock=self.lock,
            limits=self.limits,
            names=self.names,
            position=self.position,
            **fields,
        )


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
