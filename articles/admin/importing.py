"""Imports in the admin: hand in files, say what categories mean, read the report."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.forms.importing import CategoriesForm, ImportForm
from articles.importing import runs
from articles.models import ImportRun
from clinic_site import shell
from clinic_site.models import Treatment

from . import import_report

# One document is ready when the page comes back; a site goes on behind it.
SECONDS_AT_ONCE = 2


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """What was brought in, by whom and when; each line opens its report."""

    list_display = ["file_names", "state_words", "started_at", "by", "language"]
    list_select_related = ["by"]
    list_per_page = 30
    ordering = ["-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).counted()

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("what became of it"))
    def state_words(self, run):
        return state_in_words(run)

    def add_view(self, request, form_url="", extra_context=None):
        """GET: choose files. POST: part them, begin, and lead to the report."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method != "POST":
            return self._upload_page(request, form)
        run = self._begun(request, form) if form.is_valid() else None
        if run is None:
            return self._upload_page(request, form, status=422)
        if run.is_working:
            runs.go_on(run, at=timezone.now(), seconds=SECONDS_AT_ONCE)
        return HttpResponseRedirect(address_of(run))

    def _begun(self, request, form):
        said = form.cleaned_data
        try:
            return runs.begin(
                ((one.name, one.read()) for one in said["files"]),
                at=timezone.now(),
                by=request.user,
                language=said["language"],
                form_key=said["form_key"],
            )
        except runs.NoneTaken as found:
            [refused] = found.args
            form.refuse(refused)
            return None

    def _upload_page(self, request, form, *, status=200):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import"),
            "form": form,
            "recent": self.get_queryset(request).select_related("by")[:5],
        }
        template = "admin/articles/importrun/upload.html"
        return TemplateResponse(request, template, context, status=status)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """GET: the report so far. POST: choose, go on or stop, as the button says."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).select_related("by")
        run = get_object_or_404(found, pk=object_id)
        form = categories_form(run, request.POST or None) if run.is_choosing else None
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            self._act(request, run, form)
            return HttpResponseRedirect(address_of(run))
        template = "admin/articles/importrun/report.html"
        context = {
            **self.admin_site.each_context(request),
            **import_report.of(run, request.GET),
            "title": _("Import"),
            "form": form,
            "state": state_in_words(run),
            "may_act": self.has_add_permission(request),
        }
        return TemplateResponse(request, template, context)

    def _act(self, request, run, form):
        at = timezone.now()
        if "stop" in request.POST:
            runs.stop(run, at=at)
            messages.success(request, _("Stopped. What was made so far stays."))
            return
        if form is not None and form.is_valid():
            runs.choose(run, form.table())
            run.refresh_from_db()
        if run.is_working:
            runs.go_on(run, at=at, seconds=SECONDS_AT_ONCE)


def address_of(run):
    return reverse("admin:articles_importrun_change", args=[run.pk])


def categories_form(run, data):
    known = shell.current().treatment_names()
    slugs = Treatment.objects.values_list("slug", flat=True)
    names = [(slug, known.get(slug, slug)) for slug in slugs]
    return CategoriesForm(data, categories=runs.categories_of(run), treatments=names)


def state_in_words(run):
    """Return the one line that says where an import stands; see counted()."""
    if run.is_choosing:
        return _("waits for you to say what its categories mean")
    if run.is_working:
        return _("%(done)d of %(total)d read") % {"done": run.done, "total": run.total}
    words = ngettext(
        "%(made)d new working copy", "%(made)d new working copies", run.made
    )
    return words % {"made": run.made}
