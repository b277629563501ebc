"""The four questions about one visit, and what each answer must be."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FACTS = ("treatment", "date", "time", "minutes")
SHORTEST, LONGEST = 5, 600


def fields(offered):
    """Return {name: field} for one visit; `offered` are {slug, name} of treatments."""
    return dict(
        zip(FACTS, (_treatment(offered), _day(), _hour(), _minutes()), strict=True)
    )


def _treatment(offered):
    named = [(treatment["slug"], treatment["name"]) for treatment in offered]
    return forms.ChoiceField(
        label=_("Which treatment?"),
        choices=[("", _("Choose one")), *named],
        error_messages={
            "required": _("Choose the treatment."),
            "invalid_choice": _(
                "We do not give this treatment. Choose one from the list, or call us."
            ),
        },
    )


def _day():
    return forms.DateField(
        label=_("Which day?"),
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the day of your visit."),
            "invalid": _("Write the day as month/day/year: 11/24/2026."),
        },
    )


def _hour():
    return forms.TimeField(
        label=_("What time does it start?"),
        help_text=_("The time on your appointment, by the clinic’s clock."),
        input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Write the time your visit starts."),
            "invalid": _("Write the time like this: 9:00 am."),
        },
    )


def _minutes():
    shortest = _("Write at least %(limit_value)s minutes. If you do not know, ask us.")
    longest = _("Write at most %(limit_value)s minutes. If yours differs, ask us.")
    return forms.IntegerField(
        label=_("How many minutes does it take?"),
        help_text=_("From the start until you go home. Ask us if you do not know."),
        validators=[
            MinValueValidator(SHORTEST, shortest),
            MaxValueValidator(LONGEST, longest),
        ],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many minutes your visit takes."),
            "invalid": _("Write the minutes as a number, such as 120."),
        },
    )
