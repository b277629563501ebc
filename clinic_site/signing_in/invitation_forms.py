"""What somebody who was invited fills in: the name that others see, and a password."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import alike

NEW_PASSWORD = {"autocomplete": "new-password"}


class NewPassword(forms.Form):
    """A password of one's own, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Three or four words are easy to keep."),
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean_again(self):
        if self.cleaned_data.get("password") not in (None, self.cleaned_data["again"]):
            raise ValidationError(_("The two passwords are not the same."))
        return self.cleaned_data["again"]


class Acceptance(NewPassword):
    """A new person also says under which name others see them."""

    name = forms.CharField(
        label=_("Your name, as your colleagues see it"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "password", "again"]

    def clean_name(self):
        name = alike.plain(self.cleaned_data["name"])
        if word := alike.mixed_word(name):
            raise ValidationError(
                _("“%s” mixes letters of two alphabets that look alike.") % word
            )
        return name
