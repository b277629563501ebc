"""Clinicians: who writes and reviews, with the credential that patients see."""

from django.contrib import admin
from django.contrib.admin.utils import unquote

from articles import where_used
from articles.models import Clinician, ClinicianText


class ClinicianTextInline(admin.StackedInline):
    model = ClinicianText
    extra = 0


@admin.register(Clinician)
class ClinicianAdmin(admin.ModelAdmin):
    """The people whom patients read about, and meet."""

    list_display = ["name", "credential", "is_shown"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["user"]
    autocomplete_fields = ["portrait"]
    inlines = [ClinicianTextInline]
    change_form_template = "admin/articles/clinician/change_form.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = dict(extra_context or {})
        clinician = self.get_object(request, unquote(object_id))
        if clinician and self.has_view_permission(request, clinician):
            context = {"uses": where_used.naming_clinician(clinician)} | context
        return super().change_view(request, object_id, form_url, context)
