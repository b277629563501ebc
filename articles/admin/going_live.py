"""When approved words go live: now, at a moment, or not by themselves."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import publishing, reviewing, scheduling
from articles.models import RevisionState
from clinic_site import words

REFUSALS = {
    publishing.Refused: _(
        "Something in the text stops publishing. It is listed above the verdict."
    ),
    publishing.Overtaken: _("A newer revision of this article is already published."),
    publishing.NotApproved: _("Nobody has approved this revision."),
    scheduling.TooLate: _("That moment has passed. Choose a later one."),
    scheduling.LapsedByThen: _(
        "By that moment these words are due for review again. Choose an earlier moment"
        " or a later review."
    ),
}


class PublishAtField(forms.DateTimeField):
    """A moment on the clinic's clock; empty means now."""

    def __init__(self):
        super().__init__(
            label=_("Publish at"),
            required=False,
            help_text=_("On the clinic’s clock. Leave it empty to publish now."),
            widget=forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        )


class GoLiveForm(forms.Form):
    publish_at = PublishAtField()


def is_ready(revision):
    """Whether its words are approved and nothing as new was ever published."""
    if revision.state != RevisionState.APPROVED:
        return False
    return not revision.article.publications.filter(revision__gte=revision.pk).exists()


def context(revision, user):
    """Return what the revision's page shows about going live; empty when done."""
    if not is_ready(revision):
        return {"go_live": None}
    return {
        "go_live": {
            "schedule": revision.schedules.select_related("by").first(),
            "may": may_publish(revision, user),
            "form": GoLiveForm(),
            "url": reverse("admin:articles_revision_go_live", args=[revision.pk]),
        }
    }


def may_publish(revision, user):
    """Whoever may review the words may let them go live, but for their authors."""
    may_review = reviewing.review_kind(revision, by=user) is not None
    return may_review and not revision.is_by(user)


def post(request, revision):
    """Publish, schedule or take back, as the pressed button says."""
    if not may_publish(revision, request.user):
        raise PermissionDenied
    form = GoLiveForm(request.POST)
    if "take_back" in request.POST:
        scheduling.take_back(revision, at=timezone.now())
        messages.success(request, _("It will not go live by itself."))
    elif not form.is_valid():
        messages.error(request, form.errors["publish_at"][0])
    else:
        _go_live(request, revision, form.cleaned_data["publish_at"])
    url = reverse("admin:articles_revision_change", args=[revision.pk])
    return HttpResponseRedirect(url)


def _go_live(request, revision, moment):
    now = timezone.now()
    try:
        said = publish_or_schedule(revision, by=request.user, at=now, moment=moment)
    except tuple(REFUSALS) as refused:
        messages.error(request, REFUSALS[type(refused)])
    else:
        messages.success(request, said)


def publish_or_schedule(revision, *, by, at, moment):
    """Return the words for whoever pressed the button; raises as publishing does."""
    if moment is None:
        publishing.publish(revision, at=at)
        scheduling.take_back(revision, at=at)
        return _("Approved and published. Patients read it now.")
    scheduling.schedule(revision, by=by, at=at, go_live_at=moment)
    when = words.moment(moment, seen_at=at)
    return _("Approved. Patients read it from %(when)s.") % {"when": when}
