"""Error pages that keep crisis help and the telephone number, whatever has failed."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from . import page_frame, shell, unlisted

FAILURE = 500


def error(request, status):
    """Return the error page for `status`; after a failure the database is not asked."""
    known = shell.last_good() if status >= FAILURE else shell.current()
    language = translation.get_language_from_path(request.path_info) or "en"
    with translation.override(language):
        page = render_to_string(
            f"errors/{status}.html",
            {"status": status, "LANGUAGE_CODE": language}
            | page_frame.context(request, known),
        )
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    response[unlisted.HEADER] = "noindex"
    if status == 503:
        response["Retry-After"] = "30"
    return response
