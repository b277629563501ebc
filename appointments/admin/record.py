"""The record of who did what, for auditor and manager: to filter, and to take along."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from appointments import audit, events, references
from appointments.models import DeskEvent, RequestEvent
from clinic_site import role_holders, staff, tables
from clinic_site.admin.records import OnRecord
from clinic_site.capped import COUNTED_TO, CappedPaginator
from clinic_site.words import moment

from . import event_words
from .record_filters import ByWhom, Days

REVIEW = "appointments.view_record"
ROWS_AT_ONCE = 2000


class RecordAdmin(OnRecord):
    """One table of the record; nothing of it opens or changes, all of it leaves."""

    change_list_template = "admin/appointments/record.html"
    list_display = ["when", "who", "role", "what"]
    list_display_links = None
    list_filter = ["kind", ByWhom, Days]
    list_select_related = ["by"]
    list_per_page = 50
    ordering = ["-pk"]
    sortable_by = []
    show_full_result_count = False
    paginator = CappedPaginator
    empty_value_display = ""
    exported_fields: list[str] = []
    called = ""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(REVIEW)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("by__groups")

    def get_urls(self):
        name = f"appointments_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("export/<slug:way>/", view(self.export), name=f"{name}_export"),
        ]

    @admin.display(description=gettext_lazy("when"))
    def when(self, event):
        return moment(event.at, seen_at=timezone.now())

    @admin.display(description=gettext_lazy("who"))
    def who(self, event):
        if event.by is None:
            return _("the person or the site")
        return staff.name_of(event.by)

    @admin.display(description=gettext_lazy("role"))
    def role(self, event):
        return role_holders.role_of(event.by) if event.by else ""

    @method_decorator(require_POST)
    def export(self, request, way):
        """Hand out what the filters show, all of it; that is an act of its own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if way not in tables.WAYS:
            raise Http404
        found = self.get_changelist_instance(request).queryset
        last = found.order_by("pk").last()
        found = found.filter(pk__lte=last.pk if last else 0)
        audit.exported(
            self.called,
            format=way,
            fields=self.exported_fields,
            rows=found.count(),
            by=request.user,
            at=timezone.now(),
        )
        write, content_type = tables.WAYS[way]
        rows = map(self.as_row, found.iterator(chunk_size=ROWS_AT_ONCE))
        return StreamingHttpResponse(
            write(self.exported_fields, rows),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="record.{way}"'},
        )

    def as_row(self, event):
        """Return one event as plain values: codes, and no word that anybody wrote."""
        return {
            "number": event.number,
            "at": events.instant(event.at),
            "by": event.by.get_username() if event.by else "",
            "kind": event.kind,
            "digest": event.digest,
        }


@admin.register(RequestEvent)
class RequestEventAdmin(RecordAdmin):
    """What was done with requests, and who looked."""

    list_display = [*RecordAdmin.list_display, "reference"]
    list_select_related = ["by", "request"]
    search_fields = ["request__reference"]
    search_help_text = gettext_lazy("The reference of a request.")
    exported_fields = [
        "at", "by", "kind", "reference", "number", "from_state", "to_state",
        "is_against_rule", "digest",
    ]  # fmt: skip
    called = "record of requests"

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None)
        if request.GET.get("q") and shown:
            found = min(shown["cl"].result_count, COUNTED_TO + 1)
            at = timezone.now()
            audit.searched("reference", found=found, by=request.user, at=at)
        return response

    def get_search_results(self, request, queryset, search_term):
        tidy = references.tidy(search_term)
        if search_term:
            queryset = queryset.filter(request__reference=tidy)
        return queryset, False

    @admin.display(description=gettext_lazy("what"))
    def what(self, event):
        return event_words.line(event, {})

    @admin.display(description=gettext_lazy("request"))
    def reference(self, event):
        return event.request.reference

    def as_row(self, event):
        return super().as_row(event) | {
            "reference": event.request.reference,
            "from_state": event.from_state,
            "to_state": event.to_state,
            "is_against_rule": bool(event.facts.get("is_against_rule")),
        }


@admin.register(DeskEvent)
class DeskEventAdmin(RecordAdmin):
    """What was searched for by kind, and what left the site."""

    exported_fields = ["at", "by", "kind", "number", "facts", "digest"]
    called = "record of the desk"

    @admin.display(description=gettext_lazy("what"))
    def what(self, event):
        return event_words.desk_line(event)

    def as_row(self, event):
        facts = "; ".join(f"{name}: {said}" for name, said in event.facts.items())
        return super().as_row(event) | {"facts": facts}
