"""Messages in words, made only from what a message may show.

Mail is read over shoulders and on shared machines. Each kind of message gets one of
the two records below and nothing else, so that no answer can find its way into one.
"""

from dataclasses import asdict, dataclass

from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True)
class ToPerson:
    """All that a message to the one who asked may show."""

    reference: str
    promise: str
    clinic_name: str
    telephone: str
    telephone_words: str
    crisis_number: str
    emergency_number: str
    link: str


@dataclass(frozen=True)
class ToStaff:
    """All that a message to staff may show."""

    reference: str
    lane: str
    link: str


@dataclass(frozen=True)
class Message:
    subject: str
    text: str
    html: str


SHOWN_IN = {
    "acknowledgement": ToPerson,
    "staff_new_request": ToStaff,
    "staff_read_first": ToStaff,
}


def render(kind, shown, *, language):
    """Return the message of `kind` in `language`.

    Raises TypeError when `shown` is not the record that this kind may show.
    """
    if type(shown) is not SHOWN_IN[kind]:
        raise TypeError(f"{kind} shows {SHOWN_IN[kind].__name__}")
    with translation.override(language):
        subject, text, html = (
            render_to_string(
                f"emails/{kind}{ending}", asdict(shown) | {"language": language}
            ).strip()
            for ending in ("_subject.txt", ".txt", ".html")
        )
    return Message(" ".join(subject.split()), f"{text}\n", f"{html}\n")
