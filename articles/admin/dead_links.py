"""The list of links on live pages that lead nowhere, for those who mend them."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import link_check


def page(request, site):
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    context = {
        **site.each_context(request),
        "title": _("Links that lead nowhere"),
        "faults": link_check.faults(),
    }
    return TemplateResponse(request, "admin/articles/article/dead_links.html", context)
