"""The screen on which somebody proposes other values, alone or several as one set.

What is typed travels in the page until it is handed over: nothing is half stored.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import signing

from .proposal_table import ProposalTable

PROPOSE = "articles.propose_careinstruction"
LONGEST_REASON = 300


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, site):
    """GET: today's values to change. POST: look, add, remove, or hand over."""
    if not request.user.has_perm(PROPOSE):
        raise PermissionDenied
    table = ProposalTable(request)
    if request.method != "POST":
        return _shown(request, site, table)
    table.judge()
    if "hand_over" not in request.POST:
        return _shown(request, site, table)
    if table.stale:
        return _shown(request, site, table, is_refused=True, status=409)
    if not table.is_ready:
        return _shown(request, site, table, is_refused=True, status=422)
    proposal = signing.propose(
        [form.change for form in table.forms],
        by=request.user,
        at=timezone.now(),
        reason=table.reason[:LONGEST_REASON],
    )
    words = _("Handed over. A medical reviewer other than you can sign it now.")
    messages.success(request, words)
    address = "admin:articles_proposal_change"
    return HttpResponseRedirect(reverse(address, args=[proposal.pk]))


def _shown(request, site, table, *, is_refused=False, status=200):
    context = {
        **site.each_context(request),
        "title": _("Propose other values"),
        "table": table,
        "cards": list(table.cards()),
        "others": table.others(),
        "mending": table.mending(),
        "is_refused": is_refused,
        "stale": table.stale,
        "list_url": reverse("admin:articles_careinstruction_changelist"),
    }
    template = "admin/articles/careinstruction/propose.html"
    return TemplateResponse(request, template, context, status=status)
