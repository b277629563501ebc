"""Words that arrive after a session has ended: shown again, and stored nowhere.

The answer is a form that posts the same to the same address. It is given only to what
a browser says was sent from a page of ours: a stranger's page must not be able to put
words before staff with our own button below. Django's check of the token stays as it
is; signing in changes the token, and this page is drawn with the new one.
"""

from django.contrib import admin
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache

from . import posted_labels

# Signing out twice is no loss, and signing in has a page of its own.
HAVE_NO_WORDS = {"login", "logout"}
TOKEN = "csrfmiddlewaretoken"


def are_in(request):
    """Return whether somebody's words would be lost by an ordinary refusal."""
    if request.method != "POST" or not _is_from_our_page(request):
        return False
    if any("password" in name for name in request.POST):
        return False  # never sent back, not even to who typed it
    match = _match(request)
    return match is not None and match.url_name not in HAVE_NO_WORDS


@never_cache
def page(request):
    """Answer 403 with the words and the way on; nothing was done."""
    site = admin.site
    context = {
        **site.each_context(request),
        "is_signed_in": site.has_permission(request),
        "words": posted_labels.shown(request.POST, _match(request).func),
        "kept": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != TOKEN
        ],
        "has_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, "admin/kept_words.html", context, status=403)


def _match(request):
    """Return where the desk would have answered, or None for any other address."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match if match.namespace == admin.site.name else None


def _is_from_our_page(request):
    """Return whether the browser says so; who says nothing is not believed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == own
