"""The next steps of a request as small forms; the page draws them all alike."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import offering, triage
from .models import Channel, OfferState, Outcome, RequestState, Result

ONLY_CALLS = {Result.NO_ANSWER, Result.LEFT_MESSAGE}


class WaitingFor(TextChoices):
    """Why the clock rests: codes, because the person reads the words in theirs."""

    CALL_BACK = "call_back", gettext_lazy("They will call back")
    CHOICE = "choice", gettext_lazy("They are choosing a time")
    REFERRAL = "referral", gettext_lazy("A referral is on its way")


class StepForm(forms.Form):
    """A step without questions; `rule` is the person's safe-contact rule or None."""

    use_required_attribute = False

    def __init__(self, data=None, *, name, rule=None):
        super().__init__(data, auto_id=f"{name}_%s", label_suffix="")
        self.rule = rule


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
    reason = forms.CharField(
        label=gettext_lazy("Why against their rule?"),
        help_text=gettext_lazy("Kept sealed, and read by the manager."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the team (optional)"),
        help_text=gettext_lazy("Leave health details out."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

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
        if self.is_against_rule and not self.cleaned_data.get("reason"):
            self.add_error(
                "reason",
                _("They did not allow this. Say why it could not wait."),
            )

    @property
    def is_against_rule(self):
        """Whether the person did not allow this way at this time."""
        if self.rule is None:
            return False
        return not self.rule.permits(
            self.cleaned_data.get("channel"),
            leaves_message=self.cleaned_data.get("result") == Result.LEFT_MESSAGE,
        )

    @property
    def against(self):
        """Return the choices that the rule does not allow, for the page to mark."""
        if self.rule is None:
            return set()
        refused = {way.code for way in self.rule.ways if not way.is_allowed}
        return refused | (
            {Result.LEFT_MESSAGE.value} if "message" in refused else set()
        )


class WaitForm(StepForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("What for"),
        choices=[("", gettext_lazy("Choose")), *WaitingFor.choices],
        error_messages={"required": gettext_lazy("Say what you wait for.")},
    )


def _moment(label, *, required=True):
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"required": gettext_lazy("Write day and time.")},
    )


def _length():
    return forms.IntegerField(
        label=gettext_lazy("Length in minutes"), min_value=5, max_value=600, initial=45
    )


class OfferForm(StepForm):
    first = _moment(gettext_lazy("First time"))
    second = _moment(gettext_lazy("Second time"))
    third = _moment(gettext_lazy("Third time (optional)"), required=False)
    minutes = _length()
    words = forms.CharField(
        label=gettext_lazy("What it is, for the person (optional)"),
        help_text=gettext_lazy("Kept sealed; on their page only, in no e-mail."),
        max_length=200,
        required=False,
    )

    def clean(self):
        said = super().clean()
        times = [said.pop(name, None) for name in ("first", "second", "third")]
        return said | {"times": [time for time in times if time]}


class BookForm(StepForm):
    starts_at = _moment(gettext_lazy("Final time"))
    minutes = _length()


class CloseForm(StepForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[("", gettext_lazy("Choose")), *Outcome.choices],
        error_messages={"required": gettext_lazy("Say how it ended.")},
    )


@dataclass(frozen=True)
class Step:
    """One step: its words, its form, the verb behind it, and what is said when done."""

    name: str
    words: str
    button: str
    verb: Callable
    done: str
    hint: str = ""
    form: type[StepForm] = StepForm
    key: str = ""

    def do(self, request, form, *, by, at):
        """Take the step. Raises IllegalMove or StaleRequest."""
        said = dict(form.cleaned_data)
        if isinstance(form, AttemptForm):
            said["is_against_rule"] = form.is_against_rule
        self.verb(request, **said, by=by, at=at)
        return self.done % {"reference": request.reference}


STEPS = {
    step.name: step
    for step in [
        Step(
            "take",
            gettext_lazy("Take it"),
            gettext_lazy("Take this request"),
            triage.take,
            gettext_lazy("%(reference)s is yours."),
            gettext_lazy("Nobody else can take it then. You can let go of it again."),
            key="t",
        ),
        Step(
            "log",
            gettext_lazy("Log a contact attempt"),
            gettext_lazy("Log this attempt"),
            triage.record_contact_attempt,
            gettext_lazy("%(reference)s: the attempt is on record."),
            form=AttemptForm,
            key="l",
        ),
        Step(
            "offer",
            gettext_lazy("Offer times"),
            gettext_lazy("Offer these times"),
            offering.offer,
            gettext_lazy("%(reference)s: the times are offered; the clock is paused."),
            gettext_lazy("They choose on their page. Nothing is booked by that."),
            form=OfferForm,
        ),
        Step(
            "book",
            gettext_lazy("Book the final time"),
            gettext_lazy("It is booked"),
            offering.book,
            gettext_lazy("%(reference)s is booked and closed."),
            gettext_lazy("Book it in your calendar first: the person is told now."),
            form=BookForm,
        ),
        Step(
            "wait",
            gettext_lazy("Wait for the patient"),
            gettext_lazy("Pause the clock"),
            triage.wait_for_patient,
            gettext_lazy("%(reference)s waits for the patient; the clock is paused."),
            form=WaitForm,
        ),
        Step(
            "resume",
            gettext_lazy("Go on with it"),
            gettext_lazy("Go on"),
            triage.resume,
            gettext_lazy("%(reference)s is yours again."),
            gettext_lazy("The clock runs again."),
        ),
        Step(
            "admit",
            gettext_lazy("It is genuine"),
            gettext_lazy("Let it into the queue"),
            triage.admit,
            gettext_lazy("%(reference)s is in the queue."),
            gettext_lazy("It was held because it looked like spam."),
        ),
        Step(
            "close",
            gettext_lazy("Close"),
            gettext_lazy("Close this request"),
            triage.close,
            gettext_lazy("%(reference)s is closed."),
            form=CloseForm,
        ),
        Step(
            "release",
            gettext_lazy("Let go of it"),
            gettext_lazy("Put it back into the queue"),
            triage.release,
            gettext_lazy("%(reference)s is free for anyone."),
            gettext_lazy("The promise does not move."),
        ),
        Step(
            "reopen",
            gettext_lazy("Open again"),
            gettext_lazy("Open it again"),
            triage.reopen,
            gettext_lazy("%(reference)s is open again, and yours."),
        ),
    ]
}


def is_with_another(request, user):
    """Whether somebody else is working on it, so that nothing here is obvious."""
    return request.state in triage.WORKED_ON and request.assigned_to_id != user.pk


def names_for(request, user):
    """Return the steps that fit now, the obvious one first."""
    if request.state == RequestState.RECEIVED:
        return ["take", "close"]
    if request.state == RequestState.HELD:
        return ["admit", "close"]
    if request.state == RequestState.CLOSED:
        return ["reopen"]
    if is_with_another(request, user):
        return ["release" if request.state == RequestState.IN_TRIAGE else "resume"]
    if request.state == RequestState.AWAITING_PATIENT:
        return ["log", "resume", "book", "close"]
    if request.offers.filter(state=OfferState.CHOSEN).exists():
        return ["book", "offer", "log", "wait", "close", "release"]
    if request.first_response_at:
        return ["offer", "book", "close", "wait", "log", "release"]
    return ["log", "offer", "wait", "book", "close", "release"]
