"""What is erased next, and the legal hold that keeps it from that."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import events, holds, notes, retention
from appointments.models import (
    AppointmentRequest,
    EventKind,
    IllegalMove,
    KeptRequest,
    with_hold,
)
from clinic_site import sealing, shell
from clinic_site.admin.records import OnRecord
from clinic_site.admin.tabs import Tabs
from clinic_site.capped import CappedPaginator

SEE = "appointments.view_appointmentrequest"
HOLD = "appointments.hold_appointmentrequest"


class HoldForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why must it be kept?"),
        help_text=gettext_lazy("Kept sealed. Leave health details out."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it must be kept.")},
    )


class Standing(Tabs):
    """Tabs: what goes by age, what a person asked for, what is on hold."""

    first = ("next", gettext_lazy("Erased next"))

    def lookups(self, request, model_admin):
        return [
            ("asked", gettext_lazy("Asked to be erased")),
            ("hold", gettext_lazy("On legal hold")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "hold":
            return queryset.filter(has_hold=True)
        kept = queryset.filter(kept_since__isnull=False)
        if self.value() == "asked":
            return kept.filter(erase_asked_at__isnull=False)
        return kept


@admin.register(KeptRequest)
class KeptRequestAdmin(OnRecord):
    """Closed requests, the oldest first; a manager puts and lifts holds here."""

    change_list_template = "admin/appointments/kept.html"
    list_display = ["reference_link", "closed", "goes", "hold"]
    list_display_links = None
    list_filter = [Standing]
    list_per_page = 50
    ordering = ["kept_since"]
    sortable_by = []
    show_full_result_count = False
    paginator = CappedPaginator
    empty_value_display = ""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(SEE)

    def get_queryset(self, request):
        return with_hold(super().get_queryset(request))

    def changelist_view(self, request, extra_context=None):
        told = {"keep_days": settings.KEEP_DAYS}
        return super().changelist_view(request, told | (extra_context or {}))

    def get_urls(self):
        view = self.admin_site.admin_view
        name = "appointments_keptrequest"
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("<uuid:pk>/", view(self.hold_view), name=f"{name}_hold"),
        ]

    @admin.display(description=gettext_lazy("reference"))
    def reference_link(self, row):
        return format_html('<a href="{}">{}</a>', _url_of(row.pk), row.reference)

    @admin.display(description=gettext_lazy("closed"))
    def closed(self, row):
        return _day(row.kept_since) if row.kept_since else _("still open")

    @admin.display(description=gettext_lazy("will be erased on"))
    def goes(self, row):
        return _goes(row, is_on_hold=row.has_hold)

    @admin.display(description=gettext_lazy("legal hold"))
    def hold(self, row):
        return _("on hold") if row.has_hold else ""

    def hold_view(self, request, pk):
        """Show how long one request is kept; POST puts a hold on it, or lifts it."""
        if not request.user.has_perm(HOLD if request.method == "POST" else SEE):
            raise PermissionDenied
        row = get_object_or_404(AppointmentRequest, pk=pk)
        form = HoldForm(request.POST or None, label_suffix="")
        if request.method == "POST" and self._is_done(request, row, form):
            return HttpResponseRedirect(_url_of(pk))
        return self._page(request, row, form)

    def _is_done(self, request, row, form):
        by, at = request.user, timezone.now()
        try:
            if "lift" in request.POST:
                holds.lift(row, by=by, at=at)
                said = _("%s: the legal hold is lifted.")
            elif form.is_valid():
                holds.put(row, reason=form.cleaned_data["reason"], by=by, at=at)
                said = _("%s is on legal hold.")
            else:
                return False
        except IllegalMove as refused:
            self.message_user(request, str(refused), messages.WARNING)
            return True
        self.message_user(request, said % row.reference, messages.SUCCESS)
        return True

    def _page(self, request, row, form):
        at = timezone.now()
        events.record(row, EventKind.VIEWED, by=request.user, at=at)
        standing = row.legal_holds.standing().select_related("by").first()
        may_hold = request.user.has_perm(HOLD)
        page = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": row.reference,
            "row": row,
            "form": form,
            "hold": standing,
            "reason": _reason(standing) if standing and may_hold else "",
            "may_hold": may_hold,
            "closed": _day(row.kept_since) if row.kept_since else "",
            "goes": _goes(row, is_on_hold=standing is not None),
        }
        code = 422 if form.errors else 200
        name = "admin/appointments/kept_request.html"
        return TemplateResponse(request, name, page, status=code)


def _goes(row, *, is_on_hold):
    if row.is_erased:
        return _("erased already")
    if is_on_hold:
        return _("not while the hold stands")
    if row.erase_asked_at:
        return _("within the hour: the person asked for it")
    due = retention.erases_at(row)
    if due is None:
        return _("not by age")
    return _day(due)


def _day(moment):
    return formats.date_format(shell.current().day_of(moment))


def _reason(hold):
    try:
        return notes.opened(hold).get("reason", "")
    except sealing.CannotBeOpened:
        return _("This note cannot be opened.")


def _url_of(pk):
    return reverse("admin:appointments_keptrequest_hold", args=[pk])
