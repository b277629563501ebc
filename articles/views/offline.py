"""The worker that lets a phone show opened care pages where there is no connection."""

import json

from django.conf import settings
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinic_site import shell

from .freshness import asked_again


@require_safe
@asked_again
def worker(request):
    """Another version makes phones look at what they keep; a browser asks each time."""
    page = {
        "version": shell.current().version,
        "prefixes": _prefixes(),
        "words": mark_safe(json.dumps(_words())),
    }
    return render(request, "articles/service-worker.js", page, "text/javascript")


def _prefixes():
    """Return the languages that stand before the path, as a regular expression."""
    codes = [code for code, _name in settings.LANGUAGES]
    return "|".join(code for code in codes if code != settings.LANGUAGE_CODE)


def _words():
    """Return what the page says above saved words, for each language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = _("You are offline. This page was saved on WHEN.")
    return found
