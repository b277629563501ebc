"""The whole request form: one page, as few questions as it takes to call back."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from appointments import consents, distress, form_keys
from appointments.choices import ContactBy, ForWhom, YesNo
from clinic_site import shell as shells

from . import layout, ready
from .askers import Askers
from .fields import AnyOf
from .person import Person
from .reaching import Reaching
from .wishes import WINDOWS, Wishes


class AppointmentRequestForm(Askers, Person, Reaching, Wishes):
    """Answers to the questions for one kind of asker; see questions.

    `at` is the present moment. Answers to the questions of other askers travel along as
    hidden inputs, so that a change of mind loses nothing. `key` is what the key it came
    with says, None if that was none of ours; `form_key` is the one to go on with.
    """

    use_required_attribute = False
    privacy_notice = consents.TEXTS[consents.PRIVACY_NOTICE]
    not_care = consents.TEXTS[consents.NOT_CARE]
    no_records = _("Please send no records here: use your secure fax or portal.")

    privacy_consent = forms.BooleanField(
        label=consents.TEXTS[consents.PRIVACY],
        error_messages={
            "required": _("Tick the box to say you have read how we use your answers.")
        },
    )
    # Nobody sees this box: what fills it in is not a person.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, at, initial=None):
        self.at = at
        self.given = initial or {} if data is None else data
        self.asker = asker_of(self.given.get("for_whom"))
        self.base_fields = ready.made(self.base_fields, asker=self.asker, at=at)
        super().__init__(data, initial=initial)
        self.key = _genuine(self.given.get("form_key"))
        self.form_key = self.given["form_key"] if self.key else form_keys.new(at)
        self.remarks = []

    @cached_property
    def helper(self):
        """How it is laid out; a form that is sent on is never drawn."""
        return layout.helper_for(self)

    @classmethod
    def blank(cls, for_whom, *, at):
        return cls(at=at, initial={"for_whom": asker_of(for_whom)})

    def unjudged(self):
        """Return the form with the same answers and no word about mistakes."""
        given = {
            name: self.given.getlist(name) if _takes_many(name) else self.given[name]
            for name in self.given
        }
        return type(self)(at=self.at, initial=given)

    def clean_privacy_consent(self):
        """Nobody agrees to words that changed after they opened the page."""
        shown = self.given.get("consent_words") or consents.words_digest()
        if shown != consents.words_digest():
            raise ValidationError(
                _(
                    "These words changed after you opened this page. Please read them "
                    "again."
                )
            )
        return self.cleaned_data["privacy_consent"]

    def clean(self):
        super().clean()
        if self.cleaned_data.get("adult") == YesNo.NO:
            self.remarks.append(
                _("We may need to talk with a parent or legal guardian first.")
            )

    @property
    def asks_for_themselves_under_18(self):
        is_under_18 = self.cleaned_data["adult"] == YesNo.NO
        return is_under_18 and self.asker == ForWhom.ME

    @property
    def has_its_first_key(self):
        """Whether the key is the one the form was shown with, and not a new one."""
        return self.key is not None

    @property
    def was_filled_in_by_a_machine(self):
        return bool(self.cleaned_data["website"])

    def carried(self, *, all_answers=False):
        """Return (name, value) of the hidden inputs that keep what was typed."""
        pairs = [
            ("form_key", self.form_key),
            ("consent_words", consents.words_digest()),
        ]
        for name in type(self).base_fields:
            if name == "note" and not shells.current().asks_for_note:
                continue
            if name in self.given and (all_answers or name not in self.fields):
                pairs += [(name, value) for value in self._all_given(name)]
        return pairs

    def _all_given(self, name):
        if not _takes_many(name):
            return [self.given[name]]
        return self.given.getlist(name) if self.is_bound else self.given[name]

    def typed_freely(self):
        """Return what was typed in words of one's own, mistakes and all."""
        return [str(self.given.get(name) or "") for name in distress.FREE_TEXT]

    def answers(self):
        """Return the checked answers as plain values, ready to be sealed."""
        windows = {f"{name}_{half}" for name in WINDOWS for half in ("date", "part")}
        kept = {
            name: answer
            for name, answer in self.cleaned_data.items()
            if name not in windows and name != "website"
        }
        # A provider is not asked how: patients without a say in it are called.
        return (
            {"contact_by": [ContactBy.CALL.value]}
            | kept
            | {"preferred": self.windows()}
        )


def _takes_many(name):
    return isinstance(AppointmentRequestForm.base_fields.get(name), AnyOf)


def asker_of(code):
    """Return the asker that a code names; whoever names none asks for themselves."""
    return ForWhom(code) if code in ForWhom.values else ForWhom.ME


def _genuine(key):
    """Return what `key` says; None if it is missing or not genuine."""
    try:
        return form_keys.read(key or "")
    except form_keys.BrokenFormKey:
        return None
