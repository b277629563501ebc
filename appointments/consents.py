"""The words a person reads or ticks before sending; each is stored as it was shown."""

import hashlib
from functools import cache

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from .choices import ContactBy, ForWhom, Voicemail

PRIVACY_NOTICE = "privacy_notice"
PRIVACY = "privacy"
NOT_CARE = "not_care"
VOICEMAIL = "voicemail"
TEXT_MESSAGES = "text_messages"
EMAIL = "email"
ON_BEHALF = "on_behalf"
PATIENT_AGREED = "patient_agreed"

TEXTS = {
    PRIVACY_NOTICE: _(
        "Only the people who answer requests at the clinic read what you send. It is "
        "stored encrypted. We use it to answer you, not for advertising, and we do not "
        "sell it. You can ask us at any time to correct it or to erase it."
    ),
    PRIVACY: _("I have read how the clinic uses what I send here."),
    NOT_CARE: _(
        "Sending this form does not make you a patient. It is not medical advice. We "
        "do not read it right away."
    ),
    VOICEMAIL: _(
        "You may leave a short message with your name and number. Do not say why you "
        "call."
    ),
    TEXT_MESSAGES: _(
        "Text me about this request at the number above. Texts are not private. "
        "Message and data rates may apply. How many texts depends on your visits. "
        "Reply STOP to end, HELP for help. You do not need to agree to get care."
    ),
    EMAIL: _(
        "E-mail me. I know that e-mail may not be private. Do not put health details "
        "in it."
    ),
    ON_BEHALF: _(
        "I am asking for someone else. I have their OK, or I am their parent or legal "
        "guardian."
    ),
    PATIENT_AGREED: _("The patient has agreed that you contact them."),
}
SHOWN_TO_ALL = (PRIVACY_NOTICE, NOT_CARE)


@cache
def words(language):
    """Return {kind: the exact words} in `language`."""
    with override(language):
        return {kind: str(text) for kind, text in TEXTS.items()}


def words_digest():
    """Return a short digest of all words in the active language.

    A form carries it, so that nobody agrees to words that changed after they read
    them, as in a tab that stayed open over an upgrade.
    """
    return _digest(get_language())


@cache
def _digest(language):
    return hashlib.sha256("\n".join(words(language).values()).encode()).hexdigest()[:16]


def given(answers):
    """Return {kind: yes or no} for the boxes that `answers` show were offered.

    Texts that are only shown have no answer: they are in SHOWN_TO_ALL.
    """
    offered = {
        PRIVACY: answers["privacy_consent"],
        VOICEMAIL: answers["voicemail"] == Voicemail.YES,
        TEXT_MESSAGES: answers.get("text_consent", False),
        EMAIL: ContactBy.EMAIL in answers["contact_by"],
    }
    if answers["for_whom"] == ForWhom.HELPER:
        offered[ON_BEHALF] = answers["helper_consent"]
    if answers["for_whom"] == ForWhom.PROVIDER:
        offered[PATIENT_AGREED] = answers["provider_consent"]
    return offered
