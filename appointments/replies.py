"""Canned replies, filled in for one request: only its reference and its promise.

Nothing that a person wrote can find its way into one: no other mark is known.
"""

import re
from dataclasses import dataclass

from django.utils import translation

from clinic_site import shell as shells

from . import promises
from .models import CannedReplyText

MARK = re.compile(r"\{([^{}]*)\}")
MARKS = ("reference", "promise")
# A hint for whoever writes a reply, and no gate: such words tell what somebody has.
TELLING = re.compile(
    r"\b(ketamin|esketamin|spravato|tms|depress|depresi|anxi|ansied|suicid|ptsd|trauma"
    r"|diagnos|bipolar|medicat|medicament|psych|psiqui)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reply:
    """One reply as it would be said about a request."""

    pk: int
    kind: str
    title: str
    words: str


def for_request(request) -> list[Reply]:
    """Return the replies on offer in the language of whoever sent `request`."""
    texts = CannedReplyText.objects.filter(
        language=request.language, reply__is_offered=True
    )
    found = texts.select_related("reply").order_by("reply__kind", "reply__title")
    with translation.override(request.language):
        said = {
            "reference": request.reference,
            "promise": promises.in_words(request.respond_by),
        }
    return [
        Reply(one.reply_id, one.reply.kind, one.reply.title, filled(one.text, said))
        for one in found
    ]


def filled(text: str, said: dict[str, str]) -> str:
    """Return `text` with its marks replaced by what `said` has for them."""
    return MARK.sub(lambda mark: said.get(mark[1], mark[0]), text)


def unknown_marks(text: str) -> list[str]:
    """Return the marks in `text` that nothing stands for, as they are written."""
    return [mark[0] for mark in MARK.finditer(text) if mark[1] not in MARKS]


def telling_words(text: str) -> list[str]:
    """Return words that may tell what somebody has: names of treatments, and such."""
    names = [str(one["name"]) for one in shells.offered_treatments(shells.current())]
    named = [name for name in names if name.casefold() in text.casefold()]
    return sorted({*named, *(one[0] for one in TELLING.finditer(text))})
