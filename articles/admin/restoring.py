"""Old words as the working copy: a form that asks once more, and what it does."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import restoring

WRITE = "articles.change_article"


def context(revision, user):
    """Return where an editor takes these words; an empty address for others."""
    may = user.has_perm(WRITE)
    url = reverse("admin:articles_revision_restore", args=[revision.pk])
    return {"restore_url": url if may else ""}


def post(request, revision):
    """Replace the working copy, if the editor has said that this is meant."""
    if not request.user.has_perm(WRITE):
        raise PermissionDenied
    if "is_meant" not in request.POST:
        said = _("Tick that the working copy may be replaced. Nothing has changed yet.")
        messages.warning(request, said)
        back = reverse("admin:articles_revision_change", args=[revision.pk])
        return HttpResponseRedirect(back)
    try:
        restoring.restore(revision, by=request.user)
    except restoring.NoLongerThere:
        said = _(
            "Nothing has changed: these words quote a care instruction or a treatment"
            " that is not there any more."
        )
        messages.error(request, said)
    else:
        said = _("The working copy has these words now. Patients read no change yet.")
        messages.success(request, said)
    bench = reverse("admin:articles_article_change", args=[revision.article_id])
    return HttpResponseRedirect(bench)
