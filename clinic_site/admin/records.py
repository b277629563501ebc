"""What the clinic's records share in the admin: once saved, every page shows them."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from clinic_site import shell
from clinic_site.models import SiteVersion

# The browser's own pickers need no script, and each is one field with one label.
PLAIN_WIDGETS = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3})},
    models.DateField: {
        "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    },
    models.TimeField: {
        "widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    },
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    },
}


class ChooseLanguage:
    """Let `language` be chosen among the site's languages."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "language":
            return forms.ChoiceField(
                label=db_field.verbose_name.capitalize(), choices=settings.LANGUAGES
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class InEachLanguage(forms.BaseInlineFormSet):
    """One form a language; those without words yet already say their language."""

    def __init__(self, *args, instance=None, **kwargs):
        written = self._written(instance)
        missing = [code for code, _name in settings.LANGUAGES if code not in written]
        self.extra = len(missing)
        kwargs["initial"] = [{"language": code} for code in missing]
        super().__init__(*args, instance=instance, **kwargs)

    def _written(self, instance):
        if instance is None or instance.pk is None:
            return set()
        return {text.language for text in instance.texts.all()}


class TextInEachLanguage(ChooseLanguage, admin.StackedInline):
    """A record's words in each of the site's languages."""

    formfield_overrides = PLAIN_WIDGETS
    formset = InEachLanguage
    extra = 0  # InEachLanguage knows how many are missing

    def get_max_num(self, request, obj=None, **kwargs):
        return len(settings.LANGUAGES)


class NamedBoxes(forms.BaseInlineFormSet):
    """Rows of a table in which every box carries its column's name.

    The stock table has only headings, which no screen reader ties to a box.
    """

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = capfirst(field.label)


class Rows(admin.TabularInline):
    """What a record has several of, one row each."""

    formset = NamedBoxes
    formfield_overrides = PLAIN_WIDGETS
    extra = 0


class Record(admin.ModelAdmin):
    """Whatever is saved here, every page shows within a second."""

    formfield_overrides = PLAIN_WIDGETS
    list_per_page = 50

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        tell_every_page()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        tell_every_page()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        tell_every_page()


class OnRecord(admin.ModelAdmin):
    """What stands on record: read here, moved by steps of its own, never typed over.

    The stock form's POST answers 403 for everybody, and so does a delete.
    """

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class OneRecord(Record):
    """A record of which there is exactly one: no list, no second, no delete."""

    def has_add_permission(self, request):
        may_write = self.has_change_permission(request)
        return may_write and not self.model.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, **kwargs):
        context["is_one_record"] = True
        return super().render_change_form(request, context, **kwargs)

    def changelist_view(self, request, extra_context=None):
        record = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if self.has_view_permission(request) and self.model.objects.exists():
            return HttpResponseRedirect(reverse(f"{record}_change", args=[1]))
        if self.has_add_permission(request):
            return HttpResponseRedirect(reverse(f"{record}_add"))
        return super().changelist_view(request, extra_context)


def tell_every_page():
    """Make every process read the clinic's records again once this is committed."""
    SiteVersion.grow()
    transaction.on_commit(shell.forget)
