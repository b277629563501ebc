"""Fields that take what real people type and refuse the rest in plain words."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from appointments import telephone

# Control characters, but for a tab and a new line, and halves of characters.
CANNOT_BE_STORED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Unicode counts these blanks as letters.
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"


class Words(forms.CharField):
    """Text as a person types it: any script, but nothing that cannot be stored."""

    def __init__(self, *, max_length=200, too_long=None, **kwargs):
        super().__init__(**kwargs)
        self.longest = max_length
        self.too_long = too_long or _("Use at most %(longest)s characters.")
        self.widget.attrs["maxlength"] = max_length

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        if CANNOT_BE_STORED.search(text):
            raise ValidationError(
                _("Some signs in this answer cannot be stored. Please type it again.")
            )
        if len(text) > self.longest:
            raise ValidationError(self.too_long, params={"longest": self.longest})
        return text


class PersonName(Words):
    """A name in any script, of one letter or of many."""

    def to_python(self, value):
        name = " ".join(super().to_python(value).split())
        if name and not any(_is_visible_letter(character) for character in name):
            raise ValidationError(_("Write a name with at least one letter."))
        return name


def _is_visible_letter(character):
    is_letter = unicodedata.category(character).startswith("L")
    return is_letter and character not in BLANK_LETTERS


class EmailAddress(Words):
    """One e-mail address."""

    widget = forms.EmailInput

    def __init__(self, **kwargs):
        super().__init__(max_length=254, **kwargs)

    def to_python(self, value):
        address = super().to_python(value)
        if address.count("@") > 1:
            raise ValidationError(_("Write only one e-mail address."))
        if address:
            self._check(address)
        return address

    def _check(self, address):
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(
                _("Write the e-mail address like this: name@example.org.")
            ) from None


class Telephone(Words):
    """A telephone number; kept as telephone.e164 returns it."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.widget.input_type = "tel"

    def to_python(self, value):
        typed = super().to_python(value)
        try:
            return telephone.e164(typed) if typed else ""
        except telephone.LettersInNumber:
            raise ValidationError(_("Write the phone number in digits.")) from None
        except telephone.NotANumber:
            raise ValidationError(
                _("Write the whole phone number with its area code: (360) 555-0142.")
            ) from None


class OneOf(forms.ChoiceField):
    """Radios; left out, the answer is `default`, which stands for what is safe."""

    widget = forms.RadioSelect

    def __init__(self, *, default="", **kwargs):
        self.default = default
        super().__init__(initial=default or None, **kwargs)
        self.error_messages["invalid_choice"] = _("Choose one of the answers shown.")

    def clean(self, value):
        return super().clean(value or self.default)


class AnyOf(forms.MultipleChoiceField):
    """Boxes, of which any may be ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = _("Choose among the answers shown.")

    def clean(self, value):
        chosen = super().clean(value)
        return [one for one, _words in self.choices if one in chosen]


class Day(forms.DateField):
    """A day from today to a year from now, in the clinic's own calendar."""

    today = None  # the form sets it
    one_is_enough = True

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%m/%d/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **kwargs,
        )
        self.error_messages["invalid"] = _(
            "Write the day as month/day/year: 11/24/2026."
        )

    def clean(self, value):
        day = super().clean(value)
        if day and day < self.today:
            raise ValidationError(_("This day has passed. Choose a day to come."))
        if day and (day.year - 1, day.month, day.day) > self._today_in_parts():
            raise ValidationError(_("Choose a day within the next year."))
        return day

    def _today_in_parts(self):
        return (self.today.year, self.today.month, self.today.day)
