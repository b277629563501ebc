"""Messages in words, made only from what a message may show.

Mail is read over shoulders and on shared machines. Each kind of message gets one of
the two records below and nothing else, so that no answer can find its way into one.
"""

from dataclasses import asdict, dataclass

from django.template.loader import render_to_string
from django.utils import translation

from . import message_words


@dataclass(frozen=True)
class ToPerson:
    """All that a message to the one who asked may show; `times` are in words."""

    reference: str
    promise: str
    clinic_name: str
    telephone: str
    telephone_words: str
    crisis_number: str
    emergency_number: str
    link: str
    times: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToStaff:
    """All that a message to staff may show."""

    reference: str
    lane: str
    promise: str
    link: str


@dataclass(frozen=True)
class Message:
    subject: str
    text: str
    html: str


def render(kind, shown, *, language):
    """Return the message of `kind` in `language`.

    Raises TypeError when `shown` is not the record that this kind may show.
    """
    to_staff = message_words.TO_STAFF.get(kind)
    record = ToStaff if to_staff else ToPerson
    if type(shown) is not record:
        raise TypeError(f"{kind} shows {record.__name__}")
    words = to_staff or message_words.TO_PERSON[kind]
    facts = asdict(shown)
    with translation.override(language):
        said = facts | {
            "language": language,
            "subject": " ".join((words.subject % facts).split()),
            "lines": [line % facts for line in words.lines],
            "link_words": words.link % facts,
        }
        audience = "staff" if to_staff else "person"
        text, html = (
            render_to_string(f"emails/to_{audience}.{ending}", said).strip()
            for ending in ("txt", "html")
        )
    return Message(said["subject"], f"{text}\n", f"{html}\n")
