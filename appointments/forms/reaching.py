"""Questions about how to reach a person, and how to do so safely."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments import consents, mail_rule
from appointments.choices import ContactBy, Part, SafeContact, Voicemail

from .fields import AnyOf, EmailAddress, OneOf, Telephone


class Reaching(forms.Form):
    phone = Telephone(
        label=_("Phone number"),
        help_text=_("A phone number or an e-mail address: one is enough."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    phone.one_is_enough = True
    email = EmailAddress(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_by = AnyOf(
        label=_("How may we reach you?"),
        help_text=_("Choose at least one. We use no other way."),
        choices=ContactBy.choices,
        error_messages={"required": _("Choose at least one way to reach you.")},
    )
    text_consent = forms.BooleanField(
        label=consents.TEXTS[consents.TEXT_MESSAGES], required=False
    )
    best_times = AnyOf(
        label=_("Best time"),
        help_text=_("We try these times first."),
        choices=Part.choices,
        required=False,
    )
    voicemail = OneOf(
        label=_("May we leave a voicemail?"),
        help_text=consents.TEXTS[consents.VOICEMAIL],
        choices=Voicemail.choices,
        default=Voicemail.NO,
    )
    hide_clinic = forms.BooleanField(
        label=_("Never say or show the clinic’s name."),
        help_text=_("Then we telephone and send no e-mail: an e-mail would show it."),
        required=False,
    )
    safe_contact = OneOf(
        label=_("Is it safe to contact you this way?"),
        choices=SafeContact.choices,
        default=SafeContact.ANY_TIME,
        required=False,
    )
    safe_parts = AnyOf(
        label=_("Safe times"),
        help_text=_("We contact you only then, so our answer may come a little later."),
        required=False,
    )

    def clean(self):
        super().clean()
        self._check_details()
        self._check_safe_times()
        if "contact_by" in self.cleaned_data:
            self._leave_out_texts_without_consent()
            self._leave_out_mail_that_would_show_the_name()

    def _check_details(self):
        """Each way to reach a person needs the number or address it goes to."""
        ways = self.cleaned_data.get("contact_by", [])
        has_phone, has_email = self._was_given("phone"), self._was_given("email")
        if not (has_phone or has_email):
            self.add_error("phone", _("Write a phone number or an e-mail address."))
            return
        if not has_phone and {ContactBy.CALL, ContactBy.TEXT} & set(ways):
            self.add_error(
                "phone", _("You chose a call or a text message: write a phone number.")
            )
        if not has_email and ContactBy.EMAIL in ways:
            self.add_error("email", _("You chose e-mail: write an e-mail address."))

    def _was_given(self, name):
        """A mistyped number was given too: it has its own error already."""
        return bool(self.cleaned_data.get(name) or name in self.errors)

    def _check_safe_times(self):
        """Ticked times count, even when the person forgot to say "only at"."""
        parts = self.cleaned_data.get("safe_parts")
        if parts:
            self.cleaned_data["safe_contact"] = SafeContact.ONLY_AT
        elif self.cleaned_data.get("safe_contact") == SafeContact.ONLY_AT:
            self.add_error("safe_parts", _("Tick at least one time that is safe."))

    def _leave_out_texts_without_consent(self):
        if self.cleaned_data.get("text_consent"):
            return
        self._leave_out(
            ContactBy.TEXT,
            problem=(
                "text_consent",
                _("To get text messages, tick this box, or choose another way."),
            ),
            remark=_("We will not text you: you did not tick the box about texts."),
        )

    def _leave_out_mail_that_would_show_the_name(self):
        if not self.cleaned_data.get("hide_clinic") or mail_rule.has_neutral_sender():
            return
        self._leave_out(
            ContactBy.EMAIL,
            problem=(
                "hide_clinic",
                _(
                    "An e-mail would show the clinic’s name. Choose a call or a text "
                    "message too, or take this tick away."
                ),
            ),
            remark=_("We will not e-mail you: an e-mail would show the clinic’s name."),
        )

    def _leave_out(self, way, *, problem, remark):
        """Drop `way` if another one is left, and say so; else ask to change it."""
        ways = self.cleaned_data["contact_by"]
        if way not in ways:
            return
        self.cleaned_data["contact_by"] = [one for one in ways if one != way]
        if self.cleaned_data["contact_by"]:
            self.remarks.append(remark)
        else:
            self.add_error(*problem)
