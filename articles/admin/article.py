"""Working copies in the admin: sections, preview, and sending for review."""

from content_editor.admin import ContentEditor
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from articles import freezing, models, reviewing
from articles.forms.article import ArticleForm

from . import (
    article_page,
    dead_links,
    readdressing,
    readers,
    sending,
    standing,
    two_editors,
    typed,
    withdrawing,
)
from .preview import for_staff, framed_page, may_hold_the_frame
from .review_due import ReviewDue
from .section_kinds import said_plainly, section
from .source import SourceInline


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
        (None, {"fields": ["title", "summary", ("treatment", "stage")]}),
        (
            _("Address, language and people"),
            {
                # What may be refused stands alone: Django opens the box only then.
                "fields": [
                    "slug",
                    "language",
                    "translation_of",
                    ("audience", "author", "owner"),
                    "updated_on",
                ],
                "classes": ["collapse"],
            },
        ),
    ]
    fieldsets_of_known_pages = [
        (_("For patients who come back"), {"fields": ["change_note", "is_major"]})
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
        return standing.in_words(article)

    @admin.display(description=_("review due"), ordering="current__review_due_on")
    def review_due(self, article):
        return article.current.review_due_on if article.current else None

    def get_readonly_fields(self, request, obj=None):
        """What patients have read keeps its address until it is changed on purpose."""
        return readdressing.ADDRESS if readdressing.is_known(obj) else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if readdressing.is_known(obj) else self.prepopulated_fields

    @method_decorator(may_hold_the_frame)
    def changeform_view(self, request, object_id=None, *args, **kwargs):
        def stock():
            return super(ArticleAdmin, self).changeform_view(
                request, object_id, *args, **kwargs
            )

        is_save = request.method == "POST" and object_id is not None
        if is_save and self.has_change_permission(request):
            return two_editors.save_in_turn(self, request, object_id, stock=stock)
        return stock()

    def get_fieldsets(self, request, obj=None):
        """Nobody comes back to a page that was never published."""
        is_known = obj is not None and obj.current_id is not None
        return [*self.fieldsets, *(self.fieldsets_of_known_pages if is_known else [])]

    def _content_editor_context(self, request, context):
        return said_plainly(super()._content_editor_context(request, context))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.overtaken = getattr(request, "overtaken", None)
        return form

    def formsets_of(self, request, article):
        """Return the posted rows: sections and sources."""
        return self._create_formsets(request, article, change=True)[0]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.saved_by, obj.saved_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        """What was published stays on record, so its article stays too."""
        return False

    def get_urls(self):
        preview = for_staff(self.admin_site, self.preview_view)
        withdraw = self.admin_site.admin_view(self.withdraw_view)
        address = self.admin_site.admin_view(self.address_view)
        links = self.admin_site.admin_view(self.links_view)
        return [
            path("links/", links, name="articles_article_links"),
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

    def links_view(self, request):
        return dead_links.page(request, self.admin_site)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "_send" not in request.POST:  # sending records its author itself
            reviewing.record_author(form.instance, by=request.user)

    def response_change(self, request, obj):
        if "_send" not in request.POST:
            return super().response_change(request, obj)
        return sending.post(request, obj)

    def render_change_form(self, request, context, **kwargs):
        context["adminform"].form.label_suffix = ""
        context["overtaken"] = getattr(request, "overtaken", None)
        if article := kwargs.get("obj"):
            formsets = [one.formset for one in context["inline_admin_formsets"]]
            context |= article_page.context(
                article,
                request.user,
                formsets=formsets,
                may_write=self.has_change_permission(request, article),
            )
        response = super().render_change_form(request, context, **kwargs)
        if not context.get("may_write", True):
            response.context_data["media"] = Media()  # there is no form to equip
            return response
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
        if request.method == "POST":
            return framed_page(request, typed.content(self, request, article))
        return framed_page(request, freezing.freeze(article))
