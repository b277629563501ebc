"""The numbers for an emergency in the admin: one form, and only numbers fit in it."""

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from clinic_site.models import HelpNumbers

from .records import OneRecord

is_a_number = RegexValidator(
    r"^\+?[0-9]{3,15}$",
    _("Only digits, with a + before the country: 988, 911 or +18002221222."),
)


class HelpNumbersForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("emergency", "crisis", "poison"):
            if name in self.fields:
                self.fields[name].validators.append(is_a_number)


@admin.register(HelpNumbers)
class HelpNumbersAdmin(OneRecord):
    """These stand on every page: whoever changes one rings it first."""

    form = HelpNumbersForm
    fields = ["emergency", "crisis", "poison", "checked_on"]
