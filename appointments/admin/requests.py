"""Requests in the admin: looking is the stock change view, doing is a POST of our own.

Nothing is edited in place and nothing is deleted: each step is a verb of its own.
"""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from appointments import audit, events, queue, triage
from appointments.models import (
    AppointmentRequest,
    EventKind,
    IllegalMove,
    Refused,
    RequestSource,
    StaleRequest,
)
from appointments.steps import STEPS
from appointments.triage import ACT
from clinic_site.admin.records import OnRecord
from clinic_site.capped import COUNTED_TO, CappedPaginator
from clinic_site.templatetags import desk as marks
from clinic_site.words import moment

from . import request_page, searches, step_cards, timeline
from .broken_rules import BrokenRules
from .by_telephone import ByTelephone
from .exporting import Exporting
from .request_page import REVEAL
from .saved_views import SavedView


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(Exporting, ByTelephone, BrokenRules, OnRecord):
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
        if typed := request.GET.get("q"):
            return self._search(request, typed)
        is_search = request.GET.get("view") == searches.FOUND
        context = {
            "is_search": is_search,
            "next_row": queue.next_for(request.user, at=timezone.now()),
        }
        if is_search:
            context["searched"] = searches.in_words(request)
        return super().changelist_view(request, context | (extra_context or {}))

    @method_decorator(require_POST)
    def search_view(self, request):
        """Look for a reference, number, address or name; the words go no further."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._search(request, request.POST.get("q", ""))

    def _search(self, request, typed):
        sought = searches.keep(request, typed)
        found = self.model.objects.filter(searches.found_by(request))
        audit.searched(
            ",".join(sought),
            found=found[: COUNTED_TO + 1].count(),
            by=request.user,
            at=timezone.now(),
        )
        return HttpResponseRedirect(f"{_list_url()}?view={searches.FOUND}")

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
        view = self.admin_site.admin_view
        return [
            path(
                "against-rules/",
                view(self.broken_rules_view),
                name="appointments_broken_rules",
            ),
            path(
                "against-rules/<int:event>/",
                view(self.broken_rule_reason_view),
                name="appointments_broken_rule_reason",
            ),
            path(
                "by-telephone/",
                view(self.telephone_view),
                name="appointments_request_by_telephone",
            ),
            path(
                "search/",
                view(self.search_view),
                name="appointments_request_search",
            ),
            path(
                "<uuid:pk>/step/<slug:name>/",
                view(self.step_view),
                name="appointments_request_step",
            ),
            path(
                "<uuid:pk>/contact/",
                view(self.contact_view),
                name="appointments_request_contact",
            ),
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
        return HttpResponseRedirect(_url_of(pk) + "#contact")

    @method_decorator(require_POST)
    def step_view(self, request, pk, name):
        """Take one step, or bring the page back with what was typed and why not."""
        if not self.has_act_permission(request):
            raise PermissionDenied
        if name not in STEPS:
            raise Http404
        with transaction.atomic():
            rows = AppointmentRequest.objects.select_for_update()
            row = get_object_or_404(rows, pk=pk)
            form = step_cards.form_of(
                name, row, request.user, at=timezone.now(), data=request.POST
            )
            is_stale = request_page.is_stale(row, request.POST.get("seen"))
            if not is_stale and form.is_valid():
                try:
                    said = STEPS[name].do(row, form, by=request.user, at=timezone.now())
                except Refused as refused:
                    form.add_error(None, str(refused))
                except (IllegalMove, StaleRequest):
                    is_stale = True
                else:
                    self.message_user(request, said, messages.SUCCESS)
                    return HttpResponseRedirect(_url_of(pk))
        return self._refused(request, row, name, form, is_stale=is_stale)

    def _refused(self, request, row, name, form, *, is_stale):
        request.method = "GET"  # the stock page is drawn, with our context
        refused = {"name": name, "form": form, "is_stale": is_stale}
        if is_stale and (last := timeline.last_step(row)):
            refused["last"] = timeline.in_words(last)
            refused["is_own"] = last.by == request.user
        response = self.change_view(
            request, str(row.pk), extra_context={"refused": refused}
        )
        response.status_code = 409 if is_stale else 422
        return response


def _is_taken(row, *, by):
    try:
        triage.take(row, by=by, at=timezone.now())
    except (IllegalMove, StaleRequest):
        return False
    return True


def _list_url():
    return reverse("admin:appointments_appointmentrequest_changelist")


def _url_of(pk):
    return reverse("admin:appointments_appointmentrequest_change", args=[pk])
