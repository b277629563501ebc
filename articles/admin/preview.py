"""A page as patients would see it, for the frame on an admin page."""

from functools import wraps

from csp.decorators import csp_replace, csp_update
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles import rendering
from articles.models import CareInstruction
from articles.views.reading import contacts

# An admin page that holds such a frame says so in its own policy, and no other does.
may_hold_the_frame = csp_update({"frame-src": ["'self'"]})


def for_staff(site, view):
    """Return `view` for signed-in staff; the frame says so once a session has ended.

    The page to sign in may not be framed, so the browser would show a broken frame.
    """
    staff_only = site.admin_view(view)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        is_framed = request.headers.get("Sec-Fetch-Dest") == "iframe"
        if is_framed and not site.has_permission(request):
            return _signed_out(request)
        return staff_only(request, *args, **kwargs)

    return guarded


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
def _signed_out(request):
    return render(request, "articles/preview_signed_out.html", status=403)


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
def framed_page(request, content):
    """Answer with unpublished `content`; this answer alone may be framed, by us."""
    with translation.override(content["language"]):
        values = CareInstruction.objects.in_force()
        rendered = rendering.render(content, values)
        body = rendering.fill_markers(rendered.body_html, contacts(request))
        page = {"content": content, "rendered": rendered, "body": body}
        return render(request, "articles/preview.html", page)
