"""A reviewer's verdict: the form, what refuses it, and what it sets going."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import models, reviewing

from . import going_live


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
