"""The HTML that editors may write, as an allow-list applied again at each freeze."""

import re
from html import unescape

import nh3
from django.utils.text import slugify

TAGS = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "br"}
ADDRESSES = {"http", "https", "mailto", "tel", "sms"}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    url_schemes=ADDRESSES,
    link_rel=None,
)
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:h2|h3|p|li|ul|ol)>|<br\s*/?>")


def clean(html):
    """Return `html` with nothing in it but the allowed tags and addresses."""
    return _cleaner.clean(html)


def plain(html):
    """Return the words of `html`, one block a line."""
    lines = _TAG.sub("", _BLOCK_END.sub("\n", html)).split("\n")
    return "\n".join(line for line in (unescape(one).strip() for one in lines) if line)


def words(section):
    """The section's words without their markup, for search and reading checks."""
    kind = section["kind"]
    said = [section.get("heading") or section.get("caption", "")]
    if "html" in section:
        said.append(plain(section["html"]))
    said += [section.get("alt", ""), section.get("description", "")]
    said += [_in_a_row(line) for line in section.get("lines", [])]
    said += [f"{one['question']}\n{one['answer']}" for one in section.get("items", [])]
    if kind == "table":
        said += [" ".join(row) for row in section["rows"]]
    return "\n".join(part for part in said if part)


def lead_and_rest(line):
    """Part "Lead | rest" as an editor types it; without a bar there is no lead."""
    lead, bar, rest = line.partition("|")
    return (lead.strip(), rest.strip()) if bar else ("", line.strip())


def _in_a_row(line):
    lead, rest = lead_and_rest(line)
    return f"{lead}: {rest}" if lead else rest


# Ids of the page around the words: a heading of the same name gets a number.
RESERVED = {
    "main", "menu", "treatments", "visit", "hours", "ask-heading", "feedback-heading",
    "more-heading", "review-heading", "share-heading", "sources-heading",
    "talk-heading",
}  # fmt: skip


class Headings:
    """Gives each heading of one page its id, and keeps them for the contents list.

    `contents` is [{"id", "title", "children": [{"id", "title"}, …]}, …].
    """

    def __init__(self, language="en"):
        self.language = language
        self.contents = []
        self.taken = set(RESERVED)

    def add(self, words, *, level):
        """Return the id of a new heading; level 0 stays out of the contents list."""
        anchor = self._anchor(words)
        if level == 2:
            self.contents.append({"id": anchor, "title": words, "children": []})
        elif level == 3 and self.contents:
            self.contents[-1]["children"].append({"id": anchor, "title": words})
        return anchor

    def level_here(self):
        """Below a section's own heading a list's heading is one level down."""
        return 3 if self.contents else 2

    def mark(self, html):
        """Return `html` with an id on each of its headings."""

        def with_id(found):
            level, inner = int(found[1]), found[2]
            anchor = self.add(plain(inner), level=level)
            return f'<h{level} id="{anchor}">{inner}</h{level}>'

        return _HEADING.sub(with_id, html)

    def _anchor(self, words):
        base = slugify(words)[:60].strip("-") or "part"
        anchor, number = base, 1
        while anchor in self.taken:
            number += 1
            anchor = f"{base}-{number}"
        self.taken.add(anchor)
        return anchor
