"""What a manager chooses before requests leave as a table."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appointments import taken_out
from appointments.models import RequestState

OPEN = "open"
# The names are those of clinic_site.tables.WAYS.
FORMATS = [("csv", _("A table for Excel or LibreOffice (CSV)")), ("json", "JSON")]


def _boxes(label, part, *, hint="", initial=()):
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=lambda: taken_out.choices(part),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=initial,
    )


def _day(label):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Say a day."), "invalid": _("Say a day.")},
    )


class ExportForm(forms.Form):
    """Which requests, and what of them; ways to reach people are off at first."""

    use_required_attribute = False
    first = _day(_("Came in from"))
    last = _day(_("Until, that day included"))
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), (OPEN, _("All open")), *RequestState.choices],
        required=False,
    )
    request = _boxes(
        _("About the request"), taken_out.OF_REQUEST, initial=taken_out.AT_FIRST
    )
    wishes = _boxes(
        _("What they would like"),
        taken_out.WISHES,
        hint=_("Answers of the person; opened for this file."),
    )
    contact = _boxes(
        _("Who they are and how they are reached"),
        taken_out.CONTACT,
        hint=_(
            "Names, numbers and addresses. How each person may be reached goes along."
        ),
    )
    note = _boxes(
        _("What they noted"),
        taken_out.NOTE,
        hint=_("Some people write of their health here. Leave it out if you can."),
    )
    format = forms.ChoiceField(
        label=_("As"), choices=FORMATS, widget=forms.RadioSelect, initial="csv"
    )

    def clean(self):
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        if not self.errors and not self.fields_chosen():
            raise ValidationError(_("Choose at least one thing to be in the file."))
        return said

    def fields_chosen(self):
        """Return the names of all fields that were ticked."""
        parts = (
            taken_out.OF_REQUEST,
            taken_out.WISHES,
            taken_out.CONTACT,
            taken_out.NOTE,
        )
        return [name for part in parts for name in self.cleaned_data[part]]
