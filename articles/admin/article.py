"""Working copies in the admin: sections, preview, and sending for review."""

from content_editor.admin import ContentEditor, ContentEditorInline
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import TextField, URLField
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Media

from articles import freezing, models, reviewing
from articles.forms.article import ArticleForm
from articles.models import RevisionState
from clinic_site.admin.records import Rows

from . import article_checks, readdressing, readers, withdrawing
from .preview import framed_page, may_hold_the_frame
from .review_due import ReviewDue


class Section(ContentEditorInline):
    """One kind of section, with boxes no larger than what is typed into them."""

    def get_queryset(self, request):
        """Ask once for what the sections are named after, not for each."""
        found = super().get_queryset(request)
        named = {"instruction", "treatment"}
        fields = [one.name for one in self.model._meta.fields if one.name in named]
        return found.select_related(*fields) if fields else found

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, TextField) and db_field.name in {"lines", "text"}:
            field.widget.attrs["rows"] = 5
        return field


def section(model, icon):
    return Section.create(model, icon=icon, color="var(--accent)")


class SourceInline(Rows):
    model = models.Source
    extra = 1
    formfield_overrides = {URLField: {"assume_scheme": "https"}}


@admin.register(models.Article)
class ArticleAdmin(ContentEditor, admin.ModelAdmin):
    """The editor's room: write, look, send to a medical reviewer."""

    form = ArticleForm
    list_display = [
        "title",
        "state_words",
        "stage",
        "language",
        "review_due",
        "readers_said",
    ]
    list_filter = [ReviewDue, "stage", "language", "treatment"]
    list_select_related = ["current"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["translation_of"]
    fieldsets = [
        (None, {"fields": ["title", "summary"]}),
        (
            _("Address, stage and people"),
            {
                "fields": [
                    "slug",
                    ("language", "translation_of"),
                    ("treatment", "stage", "audience"),
                    ("author", "owner", "updated_on"),
                ],
                "classes": ["collapse"],
            },
        ),
        (_("For patients who come back"), {"fields": ["change_note", "is_major"]}),
    ]
    inlines = [
        section(models.TextSection, "notes"),
        section(models.LinesSection, "checklist"),
        section(models.CalloutSection, "campaign"),
        section(models.QuestionsSection, "quiz"),
        section(models.TableSection, "table_chart"),
        section(models.FigureSection, "image"),
        section(models.InstructionSection, "schedule"),
        section(models.InstructionListSection, "event_note"),
        SourceInline,
    ]

    def get_queryset(self, request):
        return readers.counted(
            models.with_latest_revision(super().get_queryset(request))
        )

    @admin.display(description=_("helpful, last 90 days"), ordering="unhelpful")
    def readers_said(self, article):
        return readers.in_words(article)

    @admin.display(description=_("state"))
    def state_words(self, article):
        return state_in_words(article)

    @admin.display(description=_("review due"), ordering="current__review_due_on")
    def review_due(self, article):
        return article.current.review_due_on if article.current else None

    def get_readonly_fields(self, request, obj=None):
        """What patients have read keeps its address until it is changed on purpose."""
        return readdressing.ADDRESS if readdressing.is_known(obj) else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if readdressing.is_known(obj) else self.prepopulated_fields

    @method_decorator(may_hold_the_frame)
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """What was published stays on record, so its article stays too."""
        return False

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview_view)
        withdraw = self.admin_site.admin_view(self.withdraw_view)
        address = self.admin_site.admin_view(self.address_view)
        return [
            path("<int:pk>/preview/", preview, name="articles_article_preview"),
            path("<int:pk>/withdraw/", withdraw, name="articles_article_withdraw"),
            path("<int:pk>/address/", address, name="articles_article_address"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request, pk):
        article = get_object_or_404(models.Article, pk=pk)
        return withdrawing.page(request, article, self.admin_site)

    def address_view(self, request, pk):
        article = get_object_or_404(models.Article, pk=pk)
        return readdressing.page(request, article, self.admin_site)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "_send" not in request.POST:  # sending records its author itself
            reviewing.record_author(form.instance, by=request.user)

    def response_change(self, request, obj):
        return self.sent(request, obj) or super().response_change(request, obj)

    def sent(self, request, article):
        """Send for review when that button was pressed; None otherwise."""
        if "_send" not in request.POST:
            return None
        try:
            reviewing.submit(
                article,
                by=request.user,
                at=timezone.now(),
                change_note=request.POST.get("change_note", "")[:300],
                is_major="is_major" in request.POST,
            )
        except reviewing.NothingToSend:
            words = _("Saved. Not sent: the article has no sections yet.")
            self.message_user(request, words, messages.WARNING)
        else:
            words = _("Saved and sent. A medical reviewer sees it now.")
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def render_change_form(self, request, context, **kwargs):
        context["adminform"].form.label_suffix = ""
        if article := kwargs.get("obj"):
            context["side"] = side_panel(article)
            context["withdraw_url"] = withdrawing.url_for(article, request.user)
            context["address_url"] = readdressing.url_for(article, request.user)
            context["preview_url"] = reverse(
                "admin:articles_article_preview", args=[article.pk]
            )
        response = super().render_change_form(request, context, **kwargs)
        # After super(): content-editor adds its import map there, which the strict
        # policy lets run only with this answer's nonce.
        media = Media.from_media(
            response.context_data["media"], nonce=str(request.csp_nonce)
        )
        response.context_data["media"] = media
        return response

    def preview_view(self, request, pk):
        """GET: the saved words. POST, aimed at the frame: the typed ones, unsaved."""
        article = get_object_or_404(models.Article, pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        content = freezing.freeze(article)
        if request.method == "POST":
            content |= self.as_typed(request, article)
        return framed_page(request, content)

    def as_typed(self, request, article):
        """Return the content that the posted, unsaved form holds."""
        form = self.get_form(request, article, change=True)(
            request.POST, instance=article
        )
        form.is_valid()
        formsets, _inlines = self._create_formsets(request, article, change=True)
        typed = [
            one.instance
            for formset in formsets
            for one in formset.forms
            if isinstance(one.instance, tuple(models.SECTION_MODELS))
            and one.is_valid()
            and one.has_changed() | bool(one.instance.pk)
            and not one.cleaned_data.get("DELETE")
        ]
        typed.sort(key=lambda one: one.ordering or 0)
        return {
            "title": article.title,
            "summary": article.summary,
            "sections": [freezing.frozen_section(one) for one in typed],
        }


def state_in_words(article):
    """Return the one line that says where an article stands; see get_queryset."""
    state = article.latest_state or RevisionState.DRAFT
    now = RevisionState(state).label
    if article.current is None:
        return _("%(state)s · never published") % {"state": now}
    on = timezone.localdate(article.current.published_at)
    if article.latest_revision == article.current.revision_id:
        now = _("as published")
    return _("%(state)s · last published %(on)s") % {
        "state": now,
        "on": f"{on:%Y-%m-%d}",
    }


def side_panel(article):
    """Return the next step for whoever has this article open."""
    waiting = article.revisions.waiting().exists()
    checks = article_checks.of(article)
    step = {
        "name": "_send",
        "words": _("Save and send for review"),
        "why": _why(waiting, stops=sum(one.stops for one in checks["problems"])),
    }
    return {
        "step": step,
        "state": state_in_words(article),
        "waiting": waiting,
        "readers": readers.in_words(article),
        **checks,
    }


def _why(waiting, *, stops):
    """Return what whoever would send it should know first."""
    if stops:
        words = ngettext(
            "%d problem keeps it from patients.",
            "%d problems keep it from patients.",
            stops,
        )
        return words % stops
    if waiting:
        return _("Sent already. Sending again replaces what the reviewer sees.")
    return _("A medical reviewer reads it before patients do.")
