"""Pages that a signature has published anew and that somebody should read again."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import where_used
from articles.models import CareInstruction


def page(request, site):
    """List them, those first in which today's gates would refuse something."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    found = where_used.reissued_pages(
        CareInstruction.objects.in_force(), at=timezone.now()
    )
    context = {
        **site.each_context(request),
        "title": _("Re-issued pages"),
        "pages": found,
        "refusable": sum(1 for _page, problems in found if problems),
    }
    return TemplateResponse(
        request, "admin/articles/careinstruction/reissued.html", context
    )
