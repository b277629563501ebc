"""Reviews in the admin: read what was sent, give a verdict, let patients read it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles import checking, models, reviewing
from articles.models import RevisionState
from clinic_site import staff
from clinic_site.admin.records import OnRecord

from . import changes, going_live, overriding, restoring
from .preview import for_staff, framed_page, may_hold_the_frame
from .verdict import REFUSALS, VerdictForm, decide


@admin.register(models.Revision)
class RevisionAdmin(OnRecord):
    """What waits for a medical reviewer; nothing here is edited in place."""

    list_display = ["article", "state", "sent_by", "submitted_at"]
    list_filter = ["state"]
    list_select_related = ["article", "submitted_by"]
    ordering = ["-submitted_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(state=RevisionState.DRAFT)

    @admin.display(description=_("sent by"), ordering="submitted_by")
    def sent_by(self, revision):
        person = revision.submitted_by
        return staff.name_of(person) if person else "-"

    def get_urls(self):
        page = for_staff(self.admin_site, self.page_view)
        verdict = self.admin_site.admin_view(self.verdict_view)
        step = self.admin_site.admin_view(self.step_view)
        steps = {
            "ask": overriding.ask,
            "let_pass": overriding.let_pass,
            "restore": restoring.post,
            "go_live": going_live.post,
        }
        return [
            *(
                path(
                    f"<int:pk>/{name.replace('_', '-')}/",
                    step,
                    {"take": take},
                    name=f"articles_revision_{name}",
                )
                for name, take in steps.items()
            ),
            path("<int:pk>/page/", page, name="articles_revision_page"),
            path("<int:pk>/verdict/", verdict, name="articles_revision_verdict"),
            *super().get_urls(),
        ]

    @method_decorator(may_hold_the_frame)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        revision = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if revision:
            context = self.review_context(request, revision) | context
        return super().change_view(request, object_id, form_url, context)

    def review_context(self, request, revision):
        today = timezone.localdate()
        due = reviewing.months_later(today, reviewing.MONTHS_UNTIL_REVIEW)
        kind = reviewing.review_kind(revision, by=request.user)
        problems = checking.problems_of_revision(
            revision,
            models.CareInstruction.objects.in_force(),
            at=timezone.now(),
            has_clinician=kind != models.ReviewKind.FIXED_PAGE,
        )
        return {
            "row": revision,
            "title": revision.content["title"],
            "subtitle": None,
            **overriding.context(revision, problems, request.user),
            "is_own": revision.is_by(request.user),
            "may_review": kind is not None,
            "verdict_form": VerdictForm(initial={"review_due_on": due}),
            "authors": [
                staff.name_of(one.person)
                for one in revision.authors.select_related("person")
            ],
            "reviews": revision.reviews.select_related("reviewer"),
            "changes": changes.in_words(reviewing.differences(revision)),
            "was_published": revision.article.publications.before(revision).exists(),
            **going_live.context(revision, request.user),
            **restoring.context(revision, request.user),
            "page_url": reverse("admin:articles_revision_page", args=[revision.pk]),
            "verdict_url": reverse(
                "admin:articles_revision_verdict", args=[revision.pk]
            ),
        }

    @method_decorator(require_safe)
    def page_view(self, request, pk):
        """The frozen words as patients would see them, for the frame beside."""
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        return framed_page(request, revision.content)

    @method_decorator(require_POST)
    def verdict_view(self, request, pk):
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        if not reviewing.review_kind(revision, by=request.user):
            raise PermissionDenied
        form = VerdictForm(request.POST)
        if not form.is_valid():
            return self.asked_again(request, revision, form)
        try:
            words = decide(revision, form.cleaned_data, by=request.user)
        except tuple(REFUSALS) as refused:
            self.message_user(request, REFUSALS[type(refused)], messages.ERROR)
            return self.asked_again(request, revision, form)
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_revision_changelist"))

    @method_decorator(require_POST)
    def step_view(self, request, pk, take):
        """Any other button of the page; `take` says itself who may."""
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        return take(request, revision)

    def asked_again(self, request, revision, form):
        """The same page with what was typed; a stock GET draws it."""
        request.method = "GET"
        context = {"verdict_form": form}
        response = self.change_view(request, str(revision.pk), "", context)
        response.status_code = 422
        return response
