"""Foreign HTML → a tree without anything that runs, spies or hides; each thing named.

What is left of it still goes through articles.prose before it is stored.
"""

import re
from urllib.parse import urlsplit

import lxml.html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from lxml import etree

from .decoding import Empty, TooDeep
from .lines import INVISIBLE
from .report import Report, Verdict

MOST_NESTED_TABLES = 4  # more are no article, and cost more than they are worth
DEEPEST = 200  # elements inside each other
# Elements that go with all that they hold.
GOES = {
    "script": gettext_noop("script"),
    "iframe": gettext_noop("frame from another site"),
    "frame": gettext_noop("frame from another site"),
    "object": gettext_noop("embedded object"),
    "embed": gettext_noop("embedded object"),
    "applet": gettext_noop("embedded object"),
    "form": gettext_noop("form"),
    "input": gettext_noop("form"),
    "select": gettext_noop("form"),
    "textarea": gettext_noop("form"),
    "button": gettext_noop("button"),
    "video": gettext_noop("film or sound"),
    "audio": gettext_noop("film or sound"),
    "svg": gettext_noop("drawing"),
    "canvas": gettext_noop("drawing"),
    "math": gettext_noop("drawing"),
    "style": gettext_noop("style sheet"),
    "noscript": gettext_noop("script"),
}
SILENTLY = {"template", "link", "meta", "base", "param", "source", "track"}
HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
RUNS = re.compile(r"(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
# Halves of a sign, which no database takes.
BROKEN = re.compile("[\ud800-\udfff]")
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def tree_of(html: str) -> etree._Element:
    """Return the document in `html`. Nothing is fetched, no entity is followed.

    Raises Empty, or TooDeep when things stand too deep inside each other.
    """
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    source = DECLARED.sub("", BROKEN.sub("", html)).encode()
    try:
        tree = lxml.html.document_fromstring(source, parser=parser)
    except etree.ParserError as nothing:
        raise Empty from nothing
    if any("RESOURCE_LIMIT" in one.type_name for one in parser.error_log):
        raise TooDeep
    _measure(tree)
    return tree


def _measure(tree):
    depth = tables = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        depth += step
        tables += step * (element.tag == "table")
        if depth > DEEPEST or tables > MOST_NESTED_TABLES:
            raise TooDeep


def wash(tree: etree._Element, report: Report) -> None:
    """Take out of `tree` whatever runs, spies, hides or styles, and name it."""
    for element in list(tree):
        if reason := _reason_to_go(element):
            report.note(Verdict.LEFT_OUT, _(reason), _named(element))
            element.drop_tree()
        elif element.tag in SILENTLY:
            element.drop_tree()
        else:
            _wash_attributes(element, report)
            wash(element, report)
    _wash_words(tree, report)


def _reason_to_go(element):
    if element.tag in GOES:
        return GOES[element.tag]
    if "hidden" in element.attrib or HIDES.search(element.get("style", "")):
        return gettext_noop("words that nobody sees")
    if element.tag == "img" and _is_tracker(element):
        return gettext_noop("tracker")
    return ""


def _is_tracker(image):
    sizes = {image.get("width", ""), image.get("height", "")}
    return bool(sizes & {"0", "1", "0px", "1px"})


def _named(element):
    """Return what an editor may know it by: where it came from, or what it said."""
    source = element.get("src") or element.get("data") or element.get("action") or ""
    if source and not RUNS.match(source):
        return urlsplit(source).hostname or source
    words = " ".join(etree.tostring(element, method="text", encoding="unicode").split())
    return words or f"<{element.tag}>"


def _wash_attributes(element, report):
    for name, value in list(element.attrib.items()):
        if name == "style":
            report.note(Verdict.LEFT_OUT, _("inline style"), value)
        elif name.startswith("on"):
            report.note(Verdict.LEFT_OUT, _("program in an attribute"), name)
        elif RUNS.match(INVISIBLE.sub("", value).strip()):
            kind = value.partition(",")[0]
            report.note(Verdict.LEFT_OUT, _("address that holds a program"), kind)
        else:
            continue
        del element.attrib[name]


def _wash_words(element, report):
    for owner, place in [(element, "text"), *((child, "tail") for child in element)]:
        words = getattr(owner, place) or ""
        if INVISIBLE.search(words):
            seen = INVISIBLE.sub("", words)
            reason = _("signs that nobody can see")
            report.note(Verdict.LEFT_OUT, reason, seen.strip())
            setattr(owner, place, seen)
