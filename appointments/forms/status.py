"""The small forms of the status page: the link again, and corrected details."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments import mail_rule
from appointments.choices import ContactBy

from .fields import AnyOf, EmailAddress, Telephone, Words


class LinkAgainForm(forms.Form):
    """Ask for the link again, by what only the one who asked should know."""

    use_required_attribute = False
    reference = Words(
        label=_("Your reference"),
        help_text=_("Eight letters and digits, for example 7KQM-2RTD."),
        max_length=20,
        error_messages={"required": _("Write your reference.")},
    )
    detail = Words(
        label=_("The e-mail address or phone number you gave us"),
        max_length=254,
        error_messages={"required": _("Write the address or number you gave us.")},
    )


class CorrectForm(forms.Form):
    """New contact details; the old ones are not shown, and what stays empty stays."""

    use_required_attribute = False
    phone = Telephone(
        label=_("New phone number"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    email = EmailAddress(
        label=_("New e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_by = AnyOf(
        label=_("From now on, reach me only by"),
        help_text=_("Leave all empty to keep what you chose."),
        choices=[one for one in ContactBy.choices if one[0] != ContactBy.TEXT],
        required=False,
    )

    def __init__(self, data=None, *, answers):
        super().__init__(data, label_suffix="")
        self.answers = answers

    def clean(self):
        """Each way to reach a person needs the number or address it goes to."""
        super().clean()
        ways = self.cleaned_data.get("contact_by") or []
        if not any(self.cleaned_data.get(name) for name in self.fields) and (
            not self.errors
        ):
            self.add_error("phone", _("Write or tick what shall change."))
        if ContactBy.CALL in ways and not self._will_have("phone"):
            self.add_error("phone", _("You chose a call: write a phone number."))
        if ContactBy.EMAIL in ways and not self._will_have("email"):
            self.add_error("email", _("You chose e-mail: write an e-mail address."))
        hides = self.answers.get("hide_clinic") and not mail_rule.has_neutral_sender()
        if ContactBy.EMAIL in ways and hides:
            self.add_error(
                "contact_by",
                _("An e-mail would show the clinic’s name. Please choose a call."),
            )

    def _will_have(self, name):
        return bool(
            self.cleaned_data.get(name) or self.answers.get(name) or self.errors
        )
