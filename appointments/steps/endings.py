"""Waiting, declining and closing: each with a reason that the person's page can say."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import duplicates, references
from appointments.models import Outcome, ReplyKind
from appointments.reasons import DeclinedBecause, WaitingFor

from .form import ReplyForm, StepForm, sentences


def chosen(label, choices, *, missing, required=True, hint=""):
    """Return a menu that begins with "Choose"."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=[("", gettext_lazy("Choose")), *choices],
        required=required,
        error_messages={"required": missing},
    )


class WaitForm(StepForm):
    asks_about_mail = True
    reason = chosen(
        gettext_lazy("What for"),
        WaitingFor.choices,
        missing=gettext_lazy("Say what you wait for."),
    )


class DeclineForm(ReplyForm):
    asks_about_mail = True
    reply_kind = ReplyKind.DECLINE
    because = chosen(
        gettext_lazy("Why"),
        DeclinedBecause.choices,
        hint=gettext_lazy("Their page says it kindly, in their language."),
        missing=gettext_lazy("Say why: the person reads it, in kind words."),
    )
    words = sentences(
        gettext_lazy("A sentence of your own, on their page (optional)"),
        hint=gettext_lazy("Kept sealed; in no e-mail. Leave health details out."),
        longest=400,
    )


class CloseForm(StepForm):
    """Every outcome but two, which have steps of their own: booked and declined."""

    asks_about_mail = True
    outcome = chosen(
        gettext_lazy("Outcome"),
        [
            (one.value, one.label)
            for one in Outcome
            if one not in (Outcome.DECLINED, Outcome.DUPLICATE)
        ],
        missing=gettext_lazy("Say how it ended."),
    )


class OtherRequest(forms.CharField):
    """The reference of another request, which becomes that request."""

    def __init__(self, **kwargs):
        super().__init__(
            label=gettext_lazy("Reference of the other request"),
            max_length=20,
            error_messages={
                "required": gettext_lazy("Write the other request’s reference.")
            },
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value):
        found = duplicates.find(references.tidy(super().clean(value)))
        if found is None:
            raise forms.ValidationError(_("No request has that reference."))
        return found


class LinkForm(StepForm):
    other = OtherRequest()


class DuplicateForm(StepForm):
    asks_about_mail = True
    of = OtherRequest()
