"""Error pages and what a machine asks: is the site alive, is it ready?"""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from . import pages


def bad_request(request, exception=None):
    return pages.error(request, 400)


def forbidden(request, exception=None, reason=""):
    return pages.error(request, 403)


def not_found(request, exception=None):
    return pages.error(request, 404)


def server_error(request):
    return pages.error(request, 500)


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """The process answers and reaches its database: 200, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True})
