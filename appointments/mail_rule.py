"""May we e-mail a person, and if so in whose name: the one place that decides.

"Never say the clinic's name" leaves e-mail only where the clinic has a neutral sender
and a neutral host for links (NEUTRAL_FROM and NEUTRAL_LINK_HOST, both or neither).
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from .choices import ContactBy


@dataclass(frozen=True)
class Sender:
    """Whom an e-mail comes from, where its links lead, and may it name the clinic."""

    address: str
    link_base: str
    names_clinic: bool

    @property
    def host(self) -> str:
        """The host for ids in the headers, which a mailbox shows too."""
        return urlsplit(self.link_base).hostname or "localhost"


def sender_for(answers: dict) -> Sender | None:
    """Return the sender for whoever gave these answers; None: no e-mail may go."""
    if ContactBy.EMAIL not in answers["contact_by"]:
        return None
    return sender_against_rule(answers)


def sender_against_rule(answers: dict) -> Sender | None:
    """Return the sender if staff break the rule, with a reason on record.

    That the clinic's name is never shown stands even then.
    """
    if not answers.get("email"):
        return None
    if not answers.get("hide_clinic"):
        return clinic()
    return neutral() if has_neutral_sender() else None


def clinic() -> Sender:
    return Sender(settings.DEFAULT_FROM_EMAIL, settings.SITE_URL, names_clinic=True)


def neutral() -> Sender:
    scheme = urlsplit(settings.SITE_URL).scheme
    base = f"{scheme}://{settings.NEUTRAL_LINK_HOST}"
    return Sender(settings.NEUTRAL_FROM, base, names_clinic=False)


def has_neutral_sender() -> bool:
    return bool(settings.NEUTRAL_FROM and settings.NEUTRAL_LINK_HOST)
