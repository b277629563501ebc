"""Error pages, our own pictures, and what a machine asks: alive? ready?"""

from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from . import kept_words, media, moved, pages, work_watch


def bad_request(request, exception=None):
    return pages.error(request, 400)


def forbidden(request, exception=None, reason=""):
    """Also what Django answers to a form with an old token; `reason` is then given."""
    if reason and kept_words.are_in(request):
        return kept_words.page(request)
    return pages.error(request, 403)


def not_found(request, exception=None):
    return moved.answer(request) or pages.error(request, 404)


def server_error(request):
    return pages.error(request, 500)


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def picture(request, name):
    """A picture that we wrote; named after its bytes, it never ages."""
    data = media.read(name)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type=media.content_type(name))


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """The process answers and reaches its database: 200, else 503.

    Whether `work` runs is said as well, and changes no answer: a dead worker must not
    take the site away from those who read it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True, "work": work_watch.is_running(at=now())})
