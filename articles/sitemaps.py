"""Every address a search engine may list, each with its other languages."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from clinic_site import shell

from . import live

# These answer in every language, also before staff have written words of their own.
ALWAYS = ["home", "articles", "treatments", "team", "locations"]


@dataclass(frozen=True)
class Entry:
    """One page in one language; `changed_on` is None where nobody can say."""

    language: str
    url: str
    changed_on: date | None


def groups():
    """Return lists of Entry; the entries of one list say the same in each language."""
    pages = live.pages()
    return [*_fixed(pages), *_articles(pages)]


def _fixed(pages):
    current = shell.current()
    hubs = [one["slug"] for one in current.treatments]
    changed = {page.url: current.day_of(page.published_at) for page in pages}
    addresses = [(name, []) for name in ALWAYS]
    addresses += [("treatment", [slug]) for slug in hubs]
    if not any(page.place == "help_now" for page in pages):
        addresses.append(("help_now", []))
    for name, args in addresses:
        urls = [(code, _in(code, name, args)) for code, _words in settings.LANGUAGES]
        yield [Entry(code, url, changed.get(url)) for code, url in urls]


def _articles(pages):
    found, current = {}, shell.current()
    for page in pages:
        with translation.override(page.language):
            if live.own_address(page):
                continue  # it stands among the fixed ones
        entry = Entry(page.language, page.url, current.day_of(page.published_at))
        found.setdefault(page.group, []).append(entry)
    return found.values()


def _in(language, name, args):
    with translation.override(language):
        return reverse(name, args=args)
