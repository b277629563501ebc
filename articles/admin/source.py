"""Sources in the admin: typed beside an article, listed with the pages they back."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import URLField
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import where_used
from articles.models import Source
from clinic_site.admin.records import Rows


class SourceInline(Rows):
    model = Source
    extra = 1
    fields = ["title", "url", "note"]
    formfield_overrides = {
        URLField: {"assume_scheme": "https", "widget": forms.URLInput}
    }


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """A list to look at; sources are typed where the article is written."""

    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Sources"),
            "sources": where_used.sources(),
        }
        return TemplateResponse(request, "admin/articles/source/list.html", context)
