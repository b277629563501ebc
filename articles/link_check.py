"""Links on live pages that lead nowhere: on this site, without asking the network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from clinic_site import shell

from . import addresses, checking, live
from .models import Publication

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
ANCHOR = re.compile(r'\bid="([^"]*)"')
# Whatever starts with these names is there only with an article or a treatment.
NEEDS_A_PAGE = ("article", "treatment", *live.OWN_WORDS_ONLY)
# What the page around the words brings.
OF_THE_SHELL = frozenset({"main", "all", "menu", ""})


@dataclass(frozen=True)
class Fault:
    """A link on a live page, as it is written, that leads nowhere."""

    page: live.LivePage
    link: str


class _Kept:
    version = None
    faults: tuple[Fault, ...] = ()


def forget() -> None:
    """Make the next look read the pages; for tests."""
    _Kept.version = None


def faults() -> tuple[Fault, ...]:
    """Return every Fault; the pages are read again when SiteVersion has grown."""
    version = shell.current().version
    if _Kept.version != version:
        _Kept.faults = tuple(_found())
        _Kept.version = version
    return _Kept.faults


def _found() -> Iterator[Fault]:
    pages = {page.publication: page for page in live.pages()}
    bodies = Publication.objects.filter(pk__in=pages).order_by("pk")
    links: list[tuple[live.LivePage, str]] = []
    anchors: dict[str, set[str]] = {}
    for pk, body in bodies.values_list("pk", "body_html"):
        page = pages[pk]
        anchors[page.url] = set(map(unescape, ANCHOR.findall(body)))
        links += [(page, unescape(link)) for link in LINK.findall(body)]
    answering = set(checking.addresses_that_answer(shell.current())) | anchors.keys()
    for page, link in links:
        if not _leads_somewhere(page, link, answering, anchors):
            yield Fault(page, link)


def _leads_somewhere(page, link, answering, anchors):
    """Return whether the page is there, and the place on it if one is named."""
    try:
        asked = urlsplit(urljoin(f"{settings.SITE_URL}{page.url}", link))
    except ValueError:  # no address at all
        return False
    if f"{asked.scheme}://{asked.netloc}" != settings.SITE_URL:
        return True  # another place: a telephone, a mailbox, another site
    path = unquote(asked.path)
    if path not in answering and not _answers(path):
        return False
    place = unquote(urldefrag(link).fragment)
    known = anchors.get(path)
    return known is None or place in known | OF_THE_SHELL


def _answers(path):
    if addresses.moved_to(path):
        return True
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return False
    return name == "articles" or not name.startswith(NEEDS_A_PAGE)
