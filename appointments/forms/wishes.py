"""Questions about what the person would like, and when."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appointments.choices import Part, Payment

from .fields import Day, OneOf, Words

# A social security or member number: nine digits, run together or 3-2-4.
NINE_DIGITS = re.compile(r"(?<!\d)(?:\d{9}|\d{3}[-–. ]\d{2}[-–. ]\d{4})(?!\d)")
WINDOWS = ("preferred_1", "preferred_2", "preferred_3")


def _part(label):
    field = forms.ChoiceField(
        label=label,
        choices=[("", _("Any time of day")), *Part.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers shown.")},
    )
    field.one_is_enough = True  # the legend says that they all are optional
    return field


class Wishes(forms.Form):
    treatment = OneOf(
        label=_("What would you like to ask about?"),
        help_text=_("So that somebody answers who knows about it."),
        required=False,
    )
    preferred_1_date = Day(label=_("First choice: day"))
    preferred_1_part = _part(_("First choice: time of day"))
    preferred_2_date = Day(label=_("Second choice: day"))
    preferred_2_part = _part(_("Second choice: time of day"))
    preferred_3_date = Day(label=_("Third choice: day"))
    preferred_3_part = _part(_("Third choice: time of day"))
    location = OneOf(label=_("Which place suits you?"), required=False)
    payment = OneOf(
        label=_("How will you pay?"),
        help_text=_(
            "So that we can say what it may cost. Please do not write a member number."
        ),
        choices=Payment.choices,
        required=False,
    )
    referred = Words(
        label=_("Did somebody send you to us?"),
        help_text=_("Their name or practice, so that we know whom to work with."),
        max_length=100,
        required=False,
    )
    note = Words(
        label=_("A note for scheduling"),
        help_text=_(
            "Scheduling only. Please leave out health details. Up to 300 characters."
        ),
        max_length=300,
        too_long=_("Please shorten the note to %(longest)s characters."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_note(self):
        note = self.cleaned_data["note"]
        if NINE_DIGITS.search(note):
            raise ValidationError(
                _(
                    "Your note has a number with nine digits. To keep you safe, please "
                    "take it out: we never need a social security or member number."
                )
            )
        return note

    def windows(self):
        """Return the preferred {date, part} in their order; repeats count once."""
        said = [
            {
                "date": day.isoformat() if day else "",
                "part": self.cleaned_data.get(f"{name}_part", ""),
            }
            for name in WINDOWS
            for day in [self.cleaned_data.get(f"{name}_date")]
        ]
        merged = {(one["date"], one["part"]): one for one in said if any(one.values())}
        return list(merged.values())
