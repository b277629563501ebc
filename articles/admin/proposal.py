"""Proposals in the admin: what would change, on which pages, and the signature."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import signing, where_used
from articles.models import Proposal
from clinic_site.admin.records import OnRecord

from . import signing_page

SIGN = "articles.sign_careinstruction"


@admin.register(Proposal)
class ProposalAdmin(OnRecord):
    """What waits for a clinician's signature; nothing here is edited in place."""

    list_display = ["what", "state", "by_whom", "proposed_at", "reason"]
    list_filter = ["state"]
    list_select_related = ["proposed_by"]
    sortable_by = []
    ordering = ["state", "-proposed_at", "-pk"]  # open, signed, withdrawn
    fields = ["state"]
    actions = None
    change_form_template = "admin/articles/proposal/change_form.html"

    # -- The list -----------------------------------------------------------------

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("values__instruction")

    @admin.display(description=gettext_lazy("care instructions"))
    def what(self, proposal):
        return signing_page.names_of(proposal.values.all())

    @admin.display(description=gettext_lazy("proposed by"))
    def by_whom(self, proposal):
        return signing_page.name_of(proposal.proposed_by)

    # -- Who may ------------------------------------------------------------------

    # -- One proposal -------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        sign, take_back = view(self.sign_view), view(self.take_back_view)
        return [
            path("<int:pk>/sign/", sign, name="articles_proposal_sign"),
            path("<int:pk>/take-back/", take_back, name="articles_proposal_take_back"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        proposal = self.get_object(request, unquote(object_id))
        context = extra_context or {}
        if proposal and self.has_view_permission(request, proposal):
            context = signing_page.context(proposal, request.user) | context
        return super().change_view(request, object_id, form_url, context)

    @method_decorator(require_POST)
    def sign_view(self, request, pk):
        """Put the values in force, or bring the page back and say why not."""
        if not request.user.has_perm(SIGN):
            raise PermissionDenied
        proposal = get_object_or_404(Proposal, pk=pk)
        if "has_read" not in request.POST:
            return self.refused(request, proposal, "unread", status=422)
        try:
            signed = signing.sign(proposal, by=request.user, at=timezone.now())
        except signing.OwnProposal:
            return self.refused(request, proposal, "own", status=422)
        except signing.StaleProposal:
            return self.refused(request, proposal, "stale", status=409)
        except signing.Refused:
            return self.refused(request, proposal, "problems", status=422)
        self.message_user(request, success(signed))
        return HttpResponseRedirect(_url_of(pk))

    @method_decorator(require_POST)
    def take_back_view(self, request, pk):
        proposal = get_object_or_404(Proposal, pk=pk)
        if not signing_page.may_take_back(proposal, request.user):
            raise PermissionDenied
        try:
            signing.take_back(proposal, by=request.user)
        except signing.StaleProposal:
            return self.refused(request, proposal, "stale", status=409)
        self.message_user(request, _("Taken back. Today's values stay as they are."))
        return HttpResponseRedirect(_url_of(pk))

    def refused(self, request, proposal, why, *, status):
        """The same page, saying why, with the tick as it was; a stock GET draws it."""
        request.method = "GET"
        context = {"refused": why, "has_read": "has_read" in request.POST}
        response = self.change_view(request, str(proposal.pk), "", context)
        response.status_code = status
        return response


def success(signed):
    """Return what the signer is told."""
    count = where_used.reissued_by(signed)
    return (
        ngettext(
            "Signed. %d page now says the new value.",
            "Signed. %d pages now say the new value.",
            count,
        )
        % count
        if count
        else _("Signed. No page quotes it yet.")
    )


def _url_of(pk):
    return reverse("admin:articles_proposal_change", args=[pk])
