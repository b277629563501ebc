"""What holds for every answer: own headers, clear refusals, a page without data."""

import logging
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from . import pages

logger = logging.getLogger(__name__)

STAFF_ONLY = ("/admin/", "/accounts/")

NOTHING_OF_THE_DEVICE = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "geolocation", "gyroscope",
        "magnetometer", "microphone", "payment", "usb",
    )
)  # fmt: skip


class OwnHeaders:
    """Headers that Django's own middleware does not set."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", NOTHING_OF_THE_DEVICE)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        return response


class OwnPolicy(CSPMiddleware):
    """The policy of settings.py is put in words once, unless an answer has its own."""

    def process_response(self, request, response):
        own = self.get_policy_parts(request, response) != PolicyParts()
        if own or settings.DEBUG:
            return super().process_response(request, response)
        response.setdefault(HEADER, _usual_policy())
        return response


@cache
def _usual_policy():
    return build_policy()


class PageLanguage(LocaleMiddleware):
    """Pages speak the language of their address, desk and door that of the browser."""

    def process_request(self, request):
        path = request.path_info
        if path.startswith(STAFF_ONLY):
            language = translation.get_language_from_request(request)
        else:
            own = translation.get_language_from_path(path)
            language = own or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language


class RefuseMalformed:
    """Answer 400 in words to what no browser of a patient would send."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return pages.error(request, 400)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return self.in_words(request, response)
        return response

    @staticmethod
    def in_words(request, refusal):
        """Django answers a wrong method with nothing: say what to do instead."""
        page = pages.error(request, 405)
        page["Allow"] = refusal["Allow"]
        return page

    def process_exception(self, request, problem):
        if isinstance(problem, UnicodeError | BadRequest):
            return pages.error(request, 400)
        return None


class SayWhenTheDatabaseIsAway:
    """Turn a lost database into a 503 page with telephone number and crisis help."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self.process_exception(request, None)

    def process_exception(self, request, problem):
        if problem is None or isinstance(problem, OperationalError | InterfaceError):
            logger.error("site.database_away", exc_info=problem is not None)
            return pages.error(request, 503)
        return None
