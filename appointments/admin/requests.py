"""Requests in the admin: looking is the stock change view, doing is a POST of our own.

Nothing is edited in place and nothing is deleted: each step is a verb of its own.
"""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from appointments import events, queue, triage
from appointments.models import (
    AppointmentRequest,
    EventKind,
    IllegalMove,
    RequestSource,
    StaleRequest,
)
from appointments.triage import ACT
from clinic_site.admin.records import OnRecord
from clinic_site.capped import CappedPaginator
from clinic_site.templatetags import desk as marks
from clinic_site.words import moment

from . import request_page
from .broken_rules import BrokenRules
from .by_telephone import ByTelephone
from .exporting import Exporting
from .request_page import REVEAL
from .saved_views import SavedView
from .searches import Searching
from .taking_steps import TakingSteps


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(
    TakingSteps, Searching, Exporting, ByTelephone, BrokenRules, OnRecord
):
    """The triage queue: most urgent first, and without a word of what people wrote."""

    list_display = [
        "reference",
        "lane_words",
        "promise_words",
        "state",
        "who",
        "came_in",
        "language_name",
    ]
    list_display_links = ["reference"]
    list_filter = [SavedView, "source"]
    list_select_related = ["assigned_to"]
    list_per_page = 25
    preserve_filters = False  # nothing is saved here that would lead back to the list
    show_full_result_count = False
    sortable_by = []
    search_fields = ["reference"]
    search_help_text = gettext_lazy(
        "A reference, also only its beginning; or a whole telephone number, e-mail "
        "address or name."
    )
    paginator = CappedPaginator
    fields = ["reference"]
    actions = ["take_selected"]

    # -- The list -----------------------------------------------------------------

    def get_queryset(self, request):
        return queue.in_order(super().get_queryset(request))

    def changelist_view(self, request, extra_context=None):
        context = {"next_row": queue.next_for(request.user, at=timezone.now())}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description=gettext_lazy("lane"))
    def lane_words(self, row):
        return marks.lane(queue.lane_of(row, at=timezone.now()))

    @admin.display(description=gettext_lazy("promise"))
    def promise_words(self, row):
        return marks.promise(queue.promise_to(row, at=timezone.now()))

    @admin.display(description=gettext_lazy("who has it"))
    def who(self, row):
        return row.assigned_to.get_full_name() if row.assigned_to else _("nobody yet")

    @admin.display(description=gettext_lazy("came in"))
    def came_in(self, row):
        said = moment(row.received_at, seen_at=timezone.now())
        return f"{said}, {RequestSource(row.source).label}"

    @admin.display(description=gettext_lazy("language"))
    def language_name(self, row):
        return queue.language_name(row)

    def get_actions(self, request):
        """Nobody takes what is closed; to open it again is a step of its own."""
        if request.GET.get("view") == "closed":
            return {}
        return super().get_actions(request)

    @admin.action(description=gettext_lazy("Take the ticked ones"), permissions=["act"])
    def take_selected(self, request, queryset):
        taken = sum(_is_taken(row, by=request.user) for row in queryset)
        said = ngettext("You took %d request.", "You took %d requests.", taken) % taken
        if taken < len(queryset):
            said += " " + _("The others somebody has already, or they are not open.")
        self.message_user(
            request, said, messages.SUCCESS if taken else messages.WARNING
        )

    # -- Who may ------------------------------------------------------------------

    def has_act_permission(self, request):
        return request.user.has_perm(ACT)

    # -- One request --------------------------------------------------------------

    def get_urls(self):
        contact = self.admin_site.admin_view(self.contact_view)
        return [
            path("<uuid:pk>/contact/", contact, name="appointments_request_contact"),
            *super().get_urls(),
        ]

    def get_object(self, request, object_id, from_field=None):
        """Read the row once: what stock draws and what we add look at the same one."""
        if not hasattr(request, "row"):
            request.row = super().get_object(request, object_id, from_field)
        return request.row

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, unquote(object_id))
        context = extra_context or {}
        if row and self.has_view_permission(request, row):
            at = timezone.now()
            events.record(row, EventKind.VIEWED, by=request.user, at=at)
            refused = context.pop("refused", None)
            context = (
                request_page.context(row, request, at=at, refused=refused) | context
            )
        return super().change_view(request, object_id, form_url, context)

    def history_view(self, request, object_id, extra_context=None):
        """The stock page of its changes: opening it is a look as any other."""
        row = self.get_object(request, unquote(object_id))
        if row and self.has_view_permission(request, row):
            events.record(row, EventKind.VIEWED, by=request.user, at=timezone.now())
        return super().history_view(request, object_id, extra_context)

    @method_decorator(require_POST)
    def contact_view(self, request, pk):
        """Show what the person wrote, which is recorded, or hide it again."""
        if not request.user.has_perm(REVEAL):
            raise PermissionDenied
        row = get_object_or_404(AppointmentRequest, pk=pk)
        if "hide" in request.POST:
            request_page.hide(request, row)
        else:
            at = timezone.now()
            events.record(row, EventKind.REVEALED, by=request.user, at=at)
            request_page.show(request, row, at=at)
        return HttpResponseRedirect(request_page.url_of(pk) + "#contact")


def _is_taken(row, *, by):
    try:
        triage.take(row, by=by, at=timezone.now())
    except (IllegalMove, StaleRequest):
        return False
    return True
