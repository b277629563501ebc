"""Clinicians: who writes and reviews, with the credential that patients see."""

from django.contrib import admin

from articles.models import Clinician


@admin.register(Clinician)
class ClinicianAdmin(admin.ModelAdmin):
    list_display = ["name", "credential"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["user"]
