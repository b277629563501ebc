"""Words that mean the same, as editors keep them for search."""

from django.contrib import admin

from articles.models import Synonym
from clinic_site.admin.records import ChooseLanguage, Record


@admin.register(Synonym)
class SynonymAdmin(ChooseLanguage, Record):
    list_display = ["words", "language"]
    list_filter = ["language"]
    search_fields = ["words"]
