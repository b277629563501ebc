"""Forms that need no cookie: they take answers only from the site's own pages."""

from functools import wraps

from django.views.decorators.csrf import csrf_exempt

from . import pages


def own_pages_only(view):
    """Refuse a POST that a browser says comes from another site, with a page in words.

    No session stands behind these forms, so there is nothing that a foreign page could
    borrow; this keeps strangers' pages from sending them in a visitor's name. What is
    no browser sends neither header and is let through: it could forge both.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and _comes_from_elsewhere(request):
            return pages.error(request, 403)
        return view(request, *args, **kwargs)

    return guarded


def _comes_from_elsewhere(request):
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    own = f"{request.scheme}://{request.get_host()}"
    return origin is not None and origin != own
