"""The same page in the site's other languages."""

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language


def other_languages(request):
    """Return [{code, name, url}] for each language but the page's own.

    A view that knows better (an article's translation has its own address) sets
    `request.translations` to {code: url}; a missing code leads to the home page there.
    """
    path = getattr(request, "path", "/")
    known = getattr(request, "translations", None)
    return [
        {"code": code, "name": name, "url": _address(path, code, known)}
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


def alternates(request):
    """Return {code: path} of this page in each language it has, its own among them."""
    known = getattr(request, "translations", None)
    if known is not None:
        return known
    here = request.path
    addresses = {code: translate_url(here, code) for code, _name in settings.LANGUAGES}
    return {
        code: path
        for code, path in addresses.items()
        if path != here or code == get_language()
    }


def home(code):
    """Return the home page's address in language `code`."""
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def _address(path, code, known):
    if known is not None:
        return known.get(code) or home(code)
    there = translate_url(path, code)
    return there if there != path else home(code)
