"""A stored sheet → its sentences, each with the name of its place. Pure."""

from collections.abc import Mapping
from html.parser import HTMLParser

from django.utils.translation import gettext as _

HEADINGS = {"h2", "h3", "h4"}
# Where one of these begins or ends, a sentence does not go on.
BLOCKS = HEADINGS | {
    "aside", "caption", "div", "dd", "dl", "dt", "li", "ol", "p", "section", "summary",
    "table", "td", "th", "tr", "ul",
}  # fmt: skip
# How binding a line is stands before it on the sheet, and is no part of the sentence.
LEFT_OUT = "care-instruction__level"


class Sheet(HTMLParser):
    """Reads blocks of a sheet as (words, place), the place a value's or heading's."""

    def __init__(self, html: str, names: Mapping[str, str], place: str):
        super().__init__()
        self.names, self.place = names, place
        self.found: list[tuple[str, str]] = []
        self._said: list[str] = []
        self._value = ""
        self._is_heading = self._is_left_out = False
        self.feed(html)
        self._end()

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag in BLOCKS:
            self._end()
            self._is_heading = tag in HEADINGS
        if code := facts.get("data-instruction"):
            self._value = self.names.get(code, code)
        if LEFT_OUT in (facts.get("class") or "").split():
            self._is_left_out = True

    def handle_endtag(self, tag):
        self._is_left_out = False
        if tag in BLOCKS:
            self._end()
            self._value = ""

    def handle_data(self, data):
        if not self._is_left_out:
            self._said.append(data)

    def _end(self):
        words = " ".join("".join(self._said).split())
        self._said = []
        if words and self._is_heading:
            self.place = words
        if words:
            self.found.append((words, self._value or self.place))
        self._is_heading = False


def of(
    html: str, *, title: str, summary: str, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return (words, place) of all that a sheet says, in its order.

    `names` are what people call care instructions, by code.
    """
    blocks = Sheet(html, names, place=title).found
    return [(title, _("Title")), (summary, _("Summary")), *blocks]
