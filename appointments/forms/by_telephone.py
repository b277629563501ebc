"""The same questions, asked by staff on the telephone, with the consent read aloud."""

from copy import copy

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import consents
from appointments.choices import ForWhom

from . import questions
from .request import AppointmentRequestForm

# What is read aloud besides what everybody hears, and when.
READ_IF = {
    consents.VOICEMAIL: gettext_lazy("If we may leave a message"),
    consents.TEXT_MESSAGES: gettext_lazy("If they choose text messages"),
    consents.EMAIL: gettext_lazy("If they choose e-mail"),
}
READ_TO = {
    ForWhom.HELPER: consents.ON_BEHALF,
    ForWhom.PROVIDER: consents.PATIENT_AGREED,
}


# The buttons of the page that change what is asked, and what each changes.
SWITCHES = {"to_for": "for_whom", "to_spoken": "spoken", "to_asked_in": "asked_in"}


class TelephoneRequestForm(AppointmentRequestForm):
    """A request by telephone; `spoken` is the language of the call.

    `asked_in` is that in which the questions stand: the call's, to be read aloud, or
    the desk's.
    """

    def __init__(self, data=None, *, at, initial=None):
        given = initial or {} if data is None else data
        said = given.get("spoken")
        self.spoken = _known(said) or settings.LANGUAGE_CODE
        self.asked_in = (
            _known(given.get("asked_in")) or _known(said) or translation.get_language()
        )
        with translation.override(self.asked_in):
            super().__init__(data, at=at, initial=initial)
        # A copy, because forms share their questions.
        agreed = self.fields["privacy_consent"] = copy(self.fields["privacy_consent"])
        agreed.label = gettext_lazy(
            "I have read the words above aloud, and they agreed."
        )
        agreed.error_messages = agreed.error_messages | {
            "required": gettext_lazy("Read the words aloud, then tick the box.")
        }

    @classmethod
    def switched(cls, posted, *, at):
        """Return the form with what was typed and one thing changed, or None.

        For another asker, or in another language, they agree to other words.
        """
        wished = {SWITCHES[name]: posted[name] for name in SWITCHES if name in posted}
        if not wished:
            return None
        said = posted.copy()
        if wished.keys() != {"asked_in"}:
            said.pop("privacy_consent", None)
        if spoken := wished.get("spoken"):
            wished["asked_in"] = spoken
            if said.get("language") == said.get("spoken"):
                wished["language"] = spoken
        for name, value in wished.items():
            said[name] = value
        return cls(said, at=at).unjudged()

    def clean_privacy_consent(self):
        """The words stand in this page itself, in the language of the call."""
        return self.cleaned_data["privacy_consent"]

    def clean_adult(self):
        if self.cleaned_data["adult"] == "no" and self.asker == ForWhom.ME:
            raise ValidationError(
                _("Care under 18 starts with a parent or guardian on the telephone.")
            )
        return self.cleaned_data["adult"]

    def read_aloud(self):
        """Return [{when, words}] of the exact texts, in the language of the call."""
        words = consents.words(self.spoken)
        to_all = [consents.PRIVACY_NOTICE, consents.NOT_CARE, consents.PRIVACY]
        if kind := READ_TO.get(self.asker):
            to_all.append(kind)
        read = [{"when": "", "words": words[kind]} for kind in to_all]
        asked_how = "contact_by" in self.fields
        return read + [
            {"when": when, "words": words[kind]}
            for kind, when in READ_IF.items()
            if asked_how or kind == consents.VOICEMAIL
        ]

    def parts(self):
        """Return [(legend, fields)] in the order in which they are asked."""
        shown = [
            (
                legend,
                [self[name] for name in names if name in self.fields],
            )
            for legend, names in questions.parts_for(self.asker)
        ]
        left_out = {"for_whom", "privacy_consent"}
        return [
            (legend, fields)
            for legend, fields in shown
            if fields and not {field.name for field in fields} & left_out
        ]


def _known(language):
    return language if language in dict(settings.LANGUAGES) else None
