"""Questions to those who ask for somebody else: a helper or a provider."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appointments import consents
from appointments.choices import Knows, Relationship

from .fields import OneOf, PersonName, Telephone, Words

OWN_NAME = {"autocomplete": "name"}
OWN_NUMBER = {"autocomplete": "tel"}


class Askers(forms.Form):
    helper_name = PersonName(
        label=_("Your own name"),
        error_messages={"required": _("Write your own name.")},
        widget=forms.TextInput(attrs=OWN_NAME),
    )
    helper_relationship = OneOf(
        label=_("Who are you to them?"), choices=Relationship.choices, required=False
    )
    helper_phone = Telephone(
        label=_("Your own phone number"),
        required=False,
        widget=forms.TextInput(attrs=OWN_NUMBER),
    )
    helper_knows = OneOf(
        label=_("Does this person know that you are asking?"),
        help_text=_("We may need to talk to them first."),
        choices=Knows.choices,
        error_messages={"required": _("Say whether they know that you are asking.")},
    )
    helper_consent = forms.BooleanField(
        label=consents.TEXTS[consents.ON_BEHALF],
        error_messages={"required": _("Tick the box if you have their OK.")},
    )
    provider_name = PersonName(
        label=_("Your own name"),
        error_messages={"required": _("Write your own name.")},
        widget=forms.TextInput(attrs=OWN_NAME),
    )
    provider_practice = Words(
        label=_("Practice"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    provider_phone = Telephone(
        label=_("Your phone or fax number"),
        error_messages={"required": _("Write a number at which we reach you.")},
        widget=forms.TextInput(attrs=OWN_NUMBER),
    )
    provider_npi = Words(
        label=_("NPI"), help_text=_("Ten digits."), max_length=20, required=False
    )
    provider_consent = forms.BooleanField(
        label=consents.TEXTS[consents.PATIENT_AGREED],
        error_messages={
            "required": _(
                "Tick the box once the patient has agreed. Until then, please call us."
            )
        },
    )

    def clean_provider_npi(self):
        npi = self.cleaned_data["provider_npi"]
        if npi and not (npi.isascii() and npi.isdigit() and len(npi) == 10):
            raise ValidationError(_("An NPI has ten digits."))
        return npi
