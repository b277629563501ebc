"""The set-up screen: a new clinic's instructions, signed on one page in groups."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from articles import shipped, signing
from articles.instructions.for_desk import FAMILIES, in_brief

from . import comparing

VIEW = "articles.view_careinstruction"
SIGN = "articles.sign_careinstruction"
EVERYTHING = "everything"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, site):
    """GET shows what waits; POST signs one group or everything."""
    if not request.user.has_perm(SIGN if request.method == "POST" else VIEW):
        raise PermissionDenied
    if request.method == "POST":
        return _sign(request, site)
    return _shown(request, site)


def _sign(request, site):
    group = request.POST.get("group", "")
    if "has_read" not in request.POST:
        words = _("Tick that you have read them. Nothing is signed yet.")
        return _shown(request, site, refused=(group, words, []), status=422)
    codes = request.POST.getlist("code")
    try:
        signed = shipped.sign_shipped(codes, by=request.user, at=timezone.now())
    except signing.StaleProposal:
        words = _("Somebody signed some of these meanwhile. Look again and sign.")
        return _shown(request, site, refused=(group, words, []), status=409)
    except signing.Refused as refused:
        words = _("These cannot be signed together. Nothing is signed yet.")
        found = (group, words, refused.args[0])
        return _shown(request, site, refused=found, status=422)
    count = signed.signed_instructions.count()
    said = ngettext("%d instruction is signed.", "%d instructions are signed.", count)
    messages.success(request, said % count)
    return HttpResponseRedirect(request.path)


def _shown(request, site, *, refused=(None, "", []), status=200):
    rows = shipped.unsigned()
    context = {
        **site.each_context(request),
        "title": _("Sign the care instructions of a new clinic"),
        "groups": _groups(rows),
        "codes": [row.instruction.code for row in rows],
        "everything": EVERYTHING,
        "count": len(rows),
        "may_sign": request.user.has_perm(SIGN),
        "refused_group": refused[0],
        "refused": refused[1],
        "problems": refused[2],
        "list_url": reverse("admin:articles_careinstruction_changelist"),
    }
    template = "admin/articles/careinstruction/set_up.html"
    return TemplateResponse(request, template, context, status=status)


def _groups(rows):
    """Return [(family, its name, [(row, brief, sentences)])] in the usual order."""
    order = list(FAMILIES)
    rows = sorted(rows, key=lambda row: _place(row.instruction.family, order))
    found = groupby(rows, key=lambda row: row.instruction.family)
    return [
        (family, FAMILIES.get(family, family), [_described(row) for row in members])
        for family, members in found
    ]


def _place(family, order):
    return order.index(family) if family in order else len(order)


def _described(row):
    value = row.instruction.as_value(row)
    return {
        "row": row,
        "instruction": row.instruction,
        "brief": in_brief(value),
        "sentences": comparing.sentences(None, value),
    }
