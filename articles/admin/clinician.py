"""Clinicians: who writes and reviews, with the credential that patients see."""

from django.contrib import admin

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
    inlines = [ClinicianTextInline]
