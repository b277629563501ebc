"""Sending an article for review, with what patients will read of the change."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import reviewing


def post(request, article):
    """Send the words just saved, and say how it went."""
    try:
        reviewing.submit(
            article,
            by=request.user,
            at=timezone.now(),
            change_note=request.POST.get("change_note", "")[:300],
            is_major="is_major" in request.POST,
        )
    except reviewing.NothingToSend:
        words = _("Saved. Not sent: the article has no sections yet.")
        messages.warning(request, words)
    else:
        words = _("Saved and sent. A medical reviewer sees it now.")
        messages.success(request, words)
    return HttpResponseRedirect(request.path)
