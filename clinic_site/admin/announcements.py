"""Announcements in the admin: a line above every page, from one moment to another."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinic_site import languages
from clinic_site.models import Announcement, AnnouncementText

from .records import InEachLanguage, Record, TextInEachLanguage


class SaysSomething(InEachLanguage):
    """Refuse an announcement without words: it would never be seen."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        rows = (form.cleaned_data for form in self.forms)
        if not any(row.get("text") and not row.get("DELETE") for row in rows):
            raise ValidationError(
                _("Write what it says in one language at least, or nobody sees it.")
            )


class AnnouncementTextInline(TextInEachLanguage):
    model = AnnouncementText
    formset = SaysSomething


@admin.register(Announcement)
class AnnouncementAdmin(Record):
    list_display = ["text", "severity", "starts_at", "ends_at"]
    inlines = [AnnouncementTextInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description=_("text"))
    def text(self, announcement):
        texts = {text.language: text.text for text in announcement.texts.all()}
        return languages.in_language(texts) or _("no words yet")
