"""Treatments in the admin: offered or not any more, with their names and summaries."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clinic_site import languages
from clinic_site.models import Treatment, TreatmentText

from .records import Record, TextInEachLanguage


class TreatmentTextInline(TextInEachLanguage):
    model = TreatmentText


@admin.register(Treatment)
class TreatmentAdmin(Record):
    """A treatment that ends is no longer offered; its aftercare stays, so it stays."""

    list_display = ["name", "is_offered", "position"]
    inlines = [TreatmentTextInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts")

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        # Articles, requests and addresses know a treatment by its short name.
        return ["slug"] if obj else []

    @admin.display(description=_("name"))
    def name(self, treatment):
        names = {text.language: text.name for text in treatment.texts.all()}
        return languages.in_language(names) or treatment.slug
