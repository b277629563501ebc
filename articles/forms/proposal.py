"""Another value for one care instruction, as somebody types it."""

from dataclasses import replace

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.instructions import UNITS, EndRule, Unit, Value
from articles.instructions.for_desk import end_rules, range_in_words, sides
from articles.models.instruction import END_RULES, UNIT_WORDS
from articles.signing import Change

SIDE_LABELS = {
    "before": _("How long before the visit"),
    "gap": _("How long before the visit it stops"),
    "after": _("How long after"),
}
FORM_LABELS = {
    "short": _("Short sentence"),
    "full": _("Full sentence"),
    "companion": _("Sentence for companions, if theirs differs"),
}
MOST = 100_000  # far above every limit, far below what a database can hold


class ValueForm(forms.Form):
    """One instruction's fields; `value` is what holds today.

    After is_valid(), `proposed` is the Value and `change` what signing.propose takes.
    """

    def __init__(self, *args, value: Value, wish=None, source="", seen="", **kwargs):
        super().__init__(*args, prefix=value.code, label_suffix="", **kwargs)
        self.today = value
        self.wish = wish or value  # what the fields show before anybody typed
        self.current_id = seen
        for side in sides(value):
            self._add_side(side)
        if len(end_rules(value)) > 1:
            self._add_rule()
        if value.may_be_switched_off:
            self.fields["is_off"] = forms.BooleanField(
                label=_("Switch this instruction off"),
                required=False,
                initial=self.wish.is_off,
                help_text=_("It then leaves every page and list."),
            )
        for language, name in settings.LANGUAGES:
            self._add_sentences(language, name)
        self.fields["source"] = _words(
            _("Source"),
            source,
            _("What this value rests on: a label, a guideline, our own practice."),
        )
        # What the person looked at; another signature since then must not be missed.
        self.fields["seen"] = forms.CharField(
            required=False, initial=seen, widget=forms.HiddenInput
        )

    def _add_side(self, side):
        number, unit = _as_typed(getattr(self.wish, side), self.wish.unit)
        if not number and self.may_be_empty(side):
            number = None
        self.fields[side] = forms.IntegerField(
            label=SIDE_LABELS[side],
            min_value=0 if self.may_be_nothing(side) else 1,
            max_value=MOST,
            required=not self.may_be_empty(side),
            initial=number,
            help_text=_("Allowed: %(range)s.")
            % {"range": range_in_words(self.today, side)},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
            error_messages={
                "invalid": _("Use a whole number, such as 90 minutes for 1.5 hours."),
                "min_value": _("Use a number above zero."),
                "required": _("Say how long."),
            },
        )
        self.fields[f"{side}_unit"] = forms.ChoiceField(
            label=_("Counted in"), choices=UNIT_WORDS, initial=unit
        )

    def _add_rule(self):
        allowed = end_rules(self.today)
        words = [(rule, words) for rule, words in END_RULES if rule in allowed]
        self.fields["end_rule"] = forms.ChoiceField(
            label=_("It ends"), choices=words, initial=self.wish.end_rule
        )

    def _add_sentences(self, language, name):
        frames = self.wish.frames.get(language, {})
        for form, label in FORM_LABELS.items():
            field = _words(label, frames.get(form, ""), "")
            field.required = form != "companion"
            field.language, field.language_name = language, name
            field.widget.attrs["lang"] = language
            self.fields[f"{language}_{form}"] = field

    def may_be_nothing(self, side):
        shipped = self.today.shipped or self.today
        return side == "after" and not shipped.after and shipped.ends is not None

    def may_be_empty(self, side):
        """Where only a night of sleep ends it, there may be no length."""
        shipped = self.today.shipped or self.today
        return side == "after" and shipped.ends is None

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if data.get("after", 0) is None and self._rule() in (
            EndRule.HOURS,
            EndRule.LATER_OF_HOURS_AND_SLEEP,
        ):
            self.add_error("after", _("This way of ending needs a length."))
        else:
            self.proposed = self._value()
        return data

    @property
    def change(self):
        """Return what the person proposes, as signing.propose takes it."""
        one = self.proposed
        return Change(
            code=one.code,
            starts=one.starts,
            ends=one.ends,
            end_rule=one.end_rule,
            unit=one.unit,
            frames=one.frames,
            source=self.cleaned_data["source"],
            is_off=one.is_off,
        )

    @property
    def is_stale(self):
        """Whether somebody signed another value since the person opened the form."""
        seen = self.data.get(self.add_prefix("seen"), "") if self.is_bound else None
        return seen is not None and seen != str(self.current_id)

    @property
    def side_fields(self):
        """Return [(number, unit)] of bound fields, for the template."""
        return [(self[side], self[f"{side}_unit"]) for side in sides(self.today)]

    @property
    def sentence_fields(self):
        """Return [(language code, its name, bound fields)] for the template."""
        return [
            (code, name, [self[f"{code}_{form}"] for form in FORM_LABELS])
            for code, name in settings.LANGUAGES
        ]

    def _rule(self):
        return EndRule(self.cleaned_data.get("end_rule") or self.today.end_rule)

    def _value(self):
        minutes = {side: self._minutes(side) for side in sides(self.today)}
        starts, ends = self.today.starts, self.today.ends
        if "before" in minutes:
            starts = -minutes["before"]
        if "gap" in minutes:
            ends = -minutes["gap"]
        if "after" in minutes:
            ends = minutes["after"]
        return replace(
            self.today,
            starts=starts,
            ends=ends,
            end_rule=self._rule(),
            unit=self._unit(),
            frames=self._frames(),
            is_off=self.cleaned_data.get("is_off", False),
            signed_id=None,
        )

    def _minutes(self, side):
        number = self.cleaned_data[side]
        if number is None:
            return None
        return number * UNITS[Unit(self.cleaned_data[f"{side}_unit"])]

    def _unit(self):
        """Lengths are said in the largest unit that was typed, and divide down."""
        typed = [
            Unit(self.cleaned_data[f"{side}_unit"])
            for side in sides(self.today)
            if self.cleaned_data[side]
        ]
        return max(typed, key=UNITS.__getitem__, default=self.today.unit)

    def _frames(self):
        """Keep what other languages say; a sentence is one line."""
        frames = {code: dict(said) for code, said in self.today.frames.items()}
        for language, _name in settings.LANGUAGES:
            typed = {
                form: " ".join(self.cleaned_data[f"{language}_{form}"].split())
                for form in FORM_LABELS
            }
            frames[language] = {form: words for form, words in typed.items() if words}
        return frames


def _words(label, initial, help_text):
    return forms.CharField(
        label=label,
        initial=initial,
        help_text=help_text,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write this.")},
    )


def _as_typed(minutes, unit):
    """Return (number, unit) as somebody would type a length of `minutes`."""
    if not minutes:
        return 0, unit
    fits = [
        one for one in (unit, Unit.HOURS, Unit.MINUTES) if minutes % UNITS[one] == 0
    ]
    return minutes // UNITS[fits[0]], fits[0]
