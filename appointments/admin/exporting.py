"""What leaves the site: one request, many as a table, or figures without people."""

from datetime import datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments import audit, exports, weekly_figures
from appointments.forms.exporting import OPEN, ExportForm
from appointments.models import AppointmentRequest
from clinic_site import shell, tables

EXPORT = "appointments.export_appointmentrequest"
EXCHANGE = "appointments.exchange_appointmentrequest"
DAYS_AT_FIRST = 30


class Exporting:
    """Adds to the requests' admin what takes them out; each is on record first."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name="appointments_request_export"),
            path("figures/", view(self.figures_view), name="appointments_figures"),
            path(
                "<uuid:pk>/fhir/",
                view(self.fhir_view),
                name="appointments_request_fhir",
            ),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        may = {"may_exchange": request.user.has_perm(EXCHANGE)}
        return super().change_view(
            request, object_id, form_url, may | (extra_context or {})
        )

    def changelist_view(self, request, extra_context=None):
        may = {"may_export": request.user.has_perm(EXPORT)}
        return super().changelist_view(request, may | (extra_context or {}))

    @method_decorator(require_POST)
    def fhir_view(self, request, pk):
        """Hand out one request as a FHIR Bundle, or say why it cannot be."""
        if not request.user.has_perm(EXCHANGE):
            raise PermissionDenied
        row = get_object_or_404(AppointmentRequest, pk=pk)
        try:
            bundle = exports.as_fhir(
                row,
                by=request.user,
                at=timezone.now(),
                with_note="with_note" in request.POST,
            )
        except exports.CannotBeExported as refused:
            return self._say_no(request, row, str(refused))
        # Which request it is, nobody reads off the name of a file.
        return JsonResponse(
            bundle,
            content_type="application/fhir+json",
            headers=_as_file("request.fhir.json"),
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )

    def _say_no(self, request, row, why):
        request.method = "GET"  # the stock page is drawn, with our words
        self.message_user(request, why, "error")
        response = self.change_view(request, str(row.pk))
        response.status_code = 422
        return response

    def export_view(self, request):
        """Ask what shall leave, and let it leave."""
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied
        form = ExportForm(request.POST or None, initial=_last_days())
        if request.method == "POST" and form.is_valid():
            try:
                return self._file(request, form)
            except exports.CannotBeExported as refused:
                form.add_error(None, str(refused))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Export requests"),
            "form": form,
        }
        status = 422 if form.is_bound else 200
        name = "admin/appointments/appointmentrequest/export.html"
        return TemplateResponse(request, name, context, status=status)

    @method_decorator(require_POST)
    def figures_view(self, request):
        """Hand out the figures of the first page: no line of them is a person's."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        at = timezone.now()
        weeks = weekly_figures.by_week(at=at)
        audit.exported(
            "figures",
            format="csv",
            fields=weekly_figures.FIELDS,
            rows=len(weeks),
            by=request.user,
            at=at,
        )
        write, content_type = tables.WAYS["csv"]
        return HttpResponse(
            write(weekly_figures.FIELDS, weekly_figures.rows(weeks)),
            content_type=content_type,
            headers=_as_file("figures.csv"),
        )

    def _file(self, request, form):
        way, fields = form.cleaned_data["format"], form.fields_chosen()
        rows = exports.rows(
            _chosen(form.cleaned_data),
            fields,
            format=way,
            by=request.user,
            at=timezone.now(),
        )
        write, content_type = tables.WAYS[way]
        return StreamingHttpResponse(
            write(exports.columns(fields), rows),
            content_type=content_type,
            headers=_as_file(f"requests.{way}"),
        )


def _as_file(name):
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }


def _last_days():
    today = shell.current().day_of(timezone.now())
    return {"first": today - timedelta(days=DAYS_AT_FIRST), "last": today}


def _chosen(said):
    """Return the requests of the days and the state asked for, oldest first."""
    first, last = (_midnight(said["first"]), _midnight(said["last"], days=1))
    found = AppointmentRequest.objects.filter(
        received_at__gte=first, received_at__lt=last
    ).order_by("received_at", "pk")
    if said["state"] == OPEN:
        return found.open()
    return found.filter(state=said["state"]) if said["state"] else found


def _midnight(day, *, days=0):
    there = day + timedelta(days=days)
    return datetime.combine(there, time.min, shell.current().zone)
