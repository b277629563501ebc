"""Where in a saved web page the article stands, and what its head says of it."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .report import Report, Verdict

# Asked in this order; the first that holds most of the page's paragraphs is it.
LIKELY = [
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' post-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' article-content ')]",
    "//*[@itemprop='articleBody']",
    "//article",
    "//main",
    "//*[@role='main']",
    "//*[@id='content']",
    "//body",
]
AROUND = {
    "nav": gettext_noop("page navigation"),
    "header": gettext_noop("head of the page"),
    "footer": gettext_noop("foot of the page"),
    "aside": gettext_noop("words beside the article"),
}
BESIDE = re.compile(
    r"\b(?:comments?|comment-list|respond|sidebar|widget|share|sharing|social"
    r"|related|breadcrumbs?|cookie|newsletter|post-navigation|jp-relatedposts)\b",
    re.IGNORECASE,
)
MOST_OF_IT = 0.6  # of the paragraphs' signs
SITE_BEHIND = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]+$")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Facts:
    """What a page says of itself; "" and None where it says nothing."""

    title: str = ""
    summary: str = ""
    author: str = ""
    updated_on: date | None = None
    path: str = ""
    home: str = ""


def facts_of(tree) -> Facts:
    """Return what the page's head says: title, summary, author, date and address."""
    address = _first(tree, "//link[@rel='canonical']/@href") or _meta(tree, "og:url")
    parts = urlsplit(address)
    title = _meta(tree, "og:title") or _first(tree, "//title/text()")
    return Facts(
        title=SITE_BEHIND.sub("", title) or title,
        summary=_meta(tree, "description") or _meta(tree, "og:description"),
        author=_meta(tree, "author"),
        updated_on=_day(tree),
        path=parts.path if parts.netloc else "",
        home=parts.netloc,
    )


def main_of(tree, report: Report):
    """Return the element that holds the article; what stood around it is named."""
    whole = _weight(tree)
    for path in LIKELY:
        found = max(tree.xpath(path), key=_weight, default=None)
        if found is not None and _weight(found) >= whole * MOST_OF_IT:
            break
    else:
        found = tree
    _name_what_stands_around(tree, found, report)
    return found


def _name_what_stands_around(tree, main, report):
    """Headers inside the article hold its title, so their words stay."""
    for tag, reason in AROUND.items():
        for element in tree.findall(f".//{tag}"):
            is_title = tag == "header" and element.find(".//h1") is not None
            if not (is_title or main in list(element.iter())):
                _drop(element, reason, report)
    for element in main.xpath(".//*[@class or @id]"):
        if BESIDE.search(f"{element.get('class', '')} {element.get('id', '')}"):
            _drop(element, gettext_noop("words beside the article"), report)


def _drop(element, reason, report):
    said = " ".join("".join(element.itertext()).split())
    if said:
        report.note(Verdict.LEFT_OUT, _(reason), said)
    if element.getparent() is not None:
        element.drop_tree()


def _weight(element):
    """Return how many signs stand in paragraphs and lists, or at all if in neither."""
    blocks = element.xpath(".//p | .//li")
    return sum(len("".join(one.itertext())) for one in blocks) or len(
        "".join(element.itertext())
    )


def _first(tree, path):
    found = tree.xpath(path)
    return " ".join(str(found[0]).split()) if found else ""


def _meta(tree, name):
    return _first(tree, f"//meta[@name='{name}' or @property='{name}']/@content")


def _day(tree):
    said = (
        _meta(tree, "article:modified_time")
        or _meta(tree, "article:published_time")
        or _first(tree, "//time[@itemprop='dateModified']/@datetime")
        or _first(tree, "//article//time/@datetime")
    )
    return day_of(said)


def day_of(said: str) -> date | None:
    """Return the day that begins an ISO moment, None where there is none."""
    found = DAY.match(said)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
