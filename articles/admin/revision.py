"""Reviews in the admin: read what was sent, give a verdict, let patients read it."""

from itertools import groupby
from operator import attrgetter

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles import checking, models, reviewing
from articles.models import RevisionState
from clinic_site import staff
from clinic_site.admin.records import OnRecord

from . import going_live, overriding, restoring
from .preview import for_staff, framed_page, may_hold_the_frame


class VerdictForm(forms.Form):
    """What a medical reviewer says of a revision."""

    verdict = forms.ChoiceField(
        label=_("May patients read this?"),
        choices=[
            (models.Verdict.APPROVED, _("Yes: approve and publish")),
            (models.Verdict.CHANGES_REQUESTED, _("Not yet: ask for changes")),
        ],
        widget=forms.RadioSelect,
    )
    comments = forms.CharField(
        label=_("What should change"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say it so that the writer can do it without asking back."),
    )
    review_due_on = forms.DateField(
        label=_("Review again by"),
        required=False,
        help_text=_("12 months is usual, 36 the most."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    publish_at = going_live.PublishAtField()

    def clean(self):
        data = super().clean()
        approves = data.get("verdict") == models.Verdict.APPROVED
        if approves and not data.get("review_due_on"):
            self.add_error("review_due_on", _("Say when it should be reviewed again."))
        if not approves and not data.get("comments", "").strip():
            self.add_error("comments", _("Say what should change."))
        return data


REFUSALS = {
    reviewing.OwnWords: _("You wrote part of this, so somebody else must review it."),
    reviewing.NotTheirs: _("Only a medical reviewer answers for this page."),
    reviewing.NotWaiting: _(
        "Somebody else has already given a verdict, or sent it anew."
    ),
    **going_live.REFUSALS,
    ValueError: _("The next review must be within the next 36 months."),
}


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
        view = self.admin_site.admin_view
        page = for_staff(self.admin_site, self.page_view)
        verdict = view(self.verdict_view)
        go_live, restore = view(self.go_live_view), view(self.restore_view)
        ask, let_pass = view(self.ask_view), view(self.let_pass_view)
        return [
            path("<int:pk>/ask/", ask, name="articles_revision_ask"),
            path("<int:pk>/let-pass/", let_pass, name="articles_revision_let_pass"),
            path("<int:pk>/restore/", restore, name="articles_revision_restore"),
            path("<int:pk>/go-live/", go_live, name="articles_revision_go_live"),
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
            "changes": in_words(reviewing.differences(revision)),
            "was_published": revision.article.publications.filter(
                revision__lt=revision.pk
            ).exists(),
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
    def go_live_view(self, request, pk):
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        return going_live.post(request, revision)

    @method_decorator(require_POST)
    def restore_view(self, request, pk):
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        return restoring.post(request, revision)

    @method_decorator(require_POST)
    def ask_view(self, request, pk):
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        return overriding.ask(request, revision)

    @method_decorator(require_POST)
    def let_pass_view(self, request, pk):
        revision = get_object_or_404(self.get_queryset(request), pk=pk)
        return overriding.let_pass(request, revision)

    def asked_again(self, request, revision, form):
        """The same page with what was typed; a stock GET draws it."""
        request.method = "GET"
        context = {"verdict_form": form}
        response = self.change_view(request, str(revision.pk), "", context)
        response.status_code = 422
        return response


def in_words(changes):
    """Return {number, name, lines: [{verb, html}]} of each part of the page in turn.

    What changes in one place stands together: that is how a page is read again.
    """
    places = groupby(changes, key=attrgetter("place"))
    return [
        {
            "number": number,
            "name": place,
            "lines": [{"verb": one.verb, "html": marked(one.parts)} for one in found],
        }
        for number, (place, found) in enumerate(places, 1)
    ]


def marked(parts):
    """Return the parts of a change as HTML with <del> and <ins>."""
    frames = {"same": "{}", "out": "<del>{}</del>", "in": "<ins>{}</ins>"}
    said = ((format_html(frames[kind], words),) for kind, words in parts)
    return format_html_join(" ", "{}", said)


def decide(revision, said, *, by):
    """Do what the form says; return the words for the reviewer."""
    now = timezone.now()
    if said["verdict"] == models.Verdict.CHANGES_REQUESTED:
        reviewing.request_changes(revision, by=by, at=now, comments=said["comments"])
        return _("Sent back with your comments.")
    with transaction.atomic():  # an approval that cannot be published is none
        reviewing.approve(
            revision,
            by=by,
            at=now,
            review_due_on=said["review_due_on"],
            comments=said["comments"],
        )
        return going_live.publish_or_schedule(
            revision, by=by, at=now, moment=said["publish_at"]
        )
