"""Where a former address leads now: an article's old slug, or its path elsewhere."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from clinic_site import reading_addresses

from . import live
from .models import Article, FormerPath, FormerSlug

LONGEST = 500  # as FormerPath holds
OF_AN_ARTICLE = re.compile(r"articles/(?P<slug>[-\w]+)/(?P<rest>.*)", re.DOTALL)


def address_of(article: Article) -> str:
    """Return the one address at which patients read `article`."""
    with translation.override(article.language):
        return live.own_address(article) or reverse("article", args=[article.slug])


def moved_to(path: str) -> str:
    """Return where `path` leads now, or an empty string where it never led.

    Chains collapse: a row names the article, never the address it had next.
    """
    return _by_slug(path) or _by_path(path)


def path_in(address: str) -> str:
    """Return the path of a URL or path as it is kept; empty for what cannot be.

    That is a home page, whatever its query, and a path that is too long or unreadable.
    """
    try:
        return _tidy(urlsplit(address).path)
    except ValueError:  # no address at all, such as http://[
        return ""


def _tidy(path):
    """Percent signs read, no last slash, small letters: WordPress answers both."""
    bare = unquote(path).strip("/").lower()
    fits = 0 < len(bare) < LONGEST and bare.isprintable()
    return f"/{bare}" if fits else ""


def _by_slug(path):
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    found = OF_AN_ARTICLE.fullmatch(path.removeprefix(reading_addresses.home(language)))
    if not found:
        return ""
    rows = FormerSlug.objects.filter(slug=found["slug"], language=language)
    former = rows.select_related("article").first()
    return _with_the_rest(former.article, found["rest"]) if former else ""


def _with_the_rest(article, rest):
    """A handout, or a day of its history, keeps its own last part."""
    if not rest:
        return address_of(article)
    with translation.override(article.language):
        return reverse("article", args=[article.slug]) + rest


def _by_path(path):
    """Only where patients have read something: a working copy leads nowhere yet."""
    kept = _tidy(path)
    rows = FormerPath.objects.filter(path=kept).exclude(article__publications=None)
    former = rows.select_related("article").first() if kept else None
    return address_of(former.article) if former else ""
