"""Logging a contact attempt; what the person did not allow needs a reason."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.models import Channel, ReplyKind, Result

from .form import LEAVE_OUT, StepForm, sentences

ONLY_CALLS = {Result.NO_ANSWER, Result.LEFT_MESSAGE}


class AttemptForm(StepForm):
    channel = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how you tried.")},
    )
    result = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what happened.")},
    )
    reason = sentences(
        gettext_lazy("Why against their rule?"),
        hint=gettext_lazy("Kept sealed, and read by the manager."),
    )
    note = sentences(gettext_lazy("Note for the team (optional)"), hint=LEAVE_OUT)

    def clean(self):
        super().clean()
        channel = self.cleaned_data.get("channel")
        result = self.cleaned_data.get("result")
        if not (channel and result):
            return
        if (result in ONLY_CALLS) and channel != Channel.CALL:
            self.add_error("result", _("Only a call can end like this."))
        if result == Result.SENT and channel == Channel.CALL:
            self.add_error("result", _("A call is not sent. Say how it ended."))
        if self.broken and not self.cleaned_data.get("reason"):
            self.add_error(
                "reason",
                _("They did not allow this. Say why it could not wait."),
            )

    @property
    def broken(self):
        """Return what of the person's rule this breaks, as contact_rule's codes."""
        if self.scene.rule is None:
            return []
        return self.scene.rule.broken_by(
            self.cleaned_data.get("channel"),
            leaves_message=self.cleaned_data.get("result") == Result.LEFT_MESSAGE,
        )

    def said(self):
        return self.cleaned_data | {"against": self.broken}

    @property
    def read_aloud(self):
        """Return the ready-made words for the telephone, in the person's language."""
        return self.scene.replies_of(ReplyKind.TELEPHONE)

    @property
    def is_bad_hour(self):
        return self.scene.rule is not None and not self.scene.rule.is_good_now

    @property
    def against(self):
        """Return the choices that the rule does not allow, for the page to mark."""
        if self.scene.rule is None:
            return set()
        refused = {way.code for way in self.scene.rule.ways if not way.is_allowed}
        return refused | (
            {Result.LEFT_MESSAGE.value} if "message" in refused else set()
        )


class MailAnywayForm(StepForm):
    """An e-mail at a time, or to a person, that the rule does not allow."""

    reason = sentences(
        gettext_lazy("Why against their rule?"),
        hint=gettext_lazy("Kept sealed, and read by the manager."),
        required=True,
        missing=gettext_lazy("Say why it cannot wait for a call."),
    )

    def said(self):
        rule = self.scene.rule
        broken = rule.broken_by("email", leaves_message=False) if rule else []
        return self.cleaned_data | {"against": broken}
