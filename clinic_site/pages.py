"""Error pages that keep crisis help and the telephone number, whatever has failed."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from . import page_frame, shell, unlisted


def error(request, status):
    """Return the error page for `status`, made without asking the database."""
    language = translation.get_language_from_path(request.path_info) or "en"
    with translation.override(language):
        page = render_to_string(
            f"errors/{status}.html",
            {"status": status, "LANGUAGE_CODE": language}
            | page_frame.context(request, shell.last_good()),
        )
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    response[unlisted.HEADER] = "noindex"
    if status == 503:
        response["Retry-After"] = "30"
    return response
