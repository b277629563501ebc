"""Care instructions: the checkable facts of care, and the values in force."""

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.instructions import EndRule, Unit, Value, Values
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
        turn = cls.objects.select_for_update().filter(pk=1)
        if not list(turn):
            cls.objects.get_or_create(pk=1)
            list(turn)


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
        is_signed = hasattr(holder, "signed_set_id")  # a proposed one has none
        signed_id = holder.pk if is_signed else None
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
