"""The steps by name: words, form, the verb behind each, and what is said when done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from appointments import (
    breaking_glass,
    closing,
    contacting,
    duplicates,
    notes,
    offering,
    triage,
)

from .contact import AttemptForm, MailAnywayForm
from .endings import CloseForm, DeclineForm, DuplicateForm, LinkForm, WaitForm
from .form import StepForm
from .people import HandOverForm, LaneForm, NoteForm, ReadFirstForm
from .times import BookForm, OfferForm


@dataclass(frozen=True)
class Step:
    """One step; `key` is the single key that brings somebody to it."""

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
        self.verb(request, **form.said(), by=by, at=at)
        return self.done % {"reference": request.reference}


STEPS = {
    step.name: step
    for step in [
        Step(
            "take",
            _("Take it"),
            _("Take this request"),
            triage.take,
            _("%(reference)s is yours."),
            _("Nobody else can take it then. You can let go of it again."),
            key="t",
        ),
        Step(
            "log",
            _("Log a contact attempt"),
            _("Log this attempt"),
            contacting.record_attempt,
            _("%(reference)s: the attempt is on record."),
            form=AttemptForm,
            key="l",
        ),
        Step(
            "offer",
            _("Offer times"),
            _("Offer these times"),
            offering.offer,
            _("%(reference)s: the times are offered; the clock is paused."),
            _("They choose on their page. Nothing is booked by that."),
            form=OfferForm,
            key="o",
        ),
        Step(
            "book",
            _("Book the final time"),
            _("It is booked"),
            offering.book,
            _("%(reference)s is booked and closed."),
            _("Book it in your calendar first: the person is told now."),
            form=BookForm,
            key="b",
        ),
        Step(
            "wait",
            _("Wait for the patient"),
            _("Pause the clock"),
            triage.wait_for_patient,
            _("%(reference)s waits for the patient; the clock is paused."),
            form=WaitForm,
            key="w",
        ),
        Step(
            "resume",
            _("Go on with it"),
            _("Go on"),
            triage.resume,
            _("%(reference)s is yours again."),
            _("The clock runs again."),
            key="g",
        ),
        Step(
            "admit",
            _("It is genuine"),
            _("Let it into the queue"),
            triage.admit,
            _("%(reference)s is in the queue."),
            _("It was held because it looked like spam."),
            key="g",
        ),
        Step(
            "decline",
            _("Decline"),
            _("Decline this request"),
            closing.decline,
            _("%(reference)s is declined and closed."),
            _("It is closed, and the person is told why."),
            form=DeclineForm,
            key="d",
        ),
        Step(
            "duplicate",
            _("Close as a duplicate"),
            _("Close: the other one goes on"),
            closing.close_as_duplicate,
            _("%(reference)s is closed; the other request goes on."),
            _("The person reads only that you go on with their other request."),
            form=DuplicateForm,
            key="u",
        ),
        Step(
            "close",
            _("Close"),
            _("Close this request"),
            closing.close,
            _("%(reference)s is closed."),
            form=CloseForm,
            key="c",
        ),
        Step(
            "release",
            _("Let go of it"),
            _("Put it back into the queue"),
            triage.release,
            _("%(reference)s is free for anyone."),
            _("The promise does not move."),
            key="r",
        ),
        Step(
            "hand-over",
            _("Hand over to a colleague"),
            _("Hand it over"),
            triage.hand_over,
            _("%(reference)s is handed over."),
            _("They find it under “Mine”. The promise does not move."),
            form=HandOverForm,
            key="h",
        ),
        Step(
            "note",
            _("Write a note"),
            _("Keep this note"),
            notes.add,
            _("%(reference)s: the note is kept, sealed."),
            form=NoteForm,
            key="m",
        ),
        Step(
            "link",
            _("Link to another request"),
            _("Link the two"),
            duplicates.link,
            _("%(reference)s: the two are linked."),
            _("For two requests of one person. Both stay as they are."),
            form=LinkForm,
        ),
        Step(
            "unlink",
            _("Undo a link"),
            _("Undo the link"),
            duplicates.unlink,
            _("%(reference)s: the link is undone."),
            form=LinkForm,
        ),
        Step(
            "read-first",
            _("Read it first"),
            _("Put it first"),
            triage.put_into_lane,
            _("%(reference)s is read first."),
            _("For any reason of yours. The promise stays as it was said."),
            form=ReadFirstForm,
        ),
        Step(
            "read-later",
            _("No longer read first"),
            _("Put it in order"),
            triage.put_into_lane,
            _("%(reference)s stands in the ordinary order."),
            _("The promise stays as it was said."),
            form=LaneForm,
        ),
        Step(
            "mail-anyway",
            _("E-mail them against their rule"),
            _("E-mail them now"),
            breaking_glass.mail,
            _("%(reference)s: the message is on its way, and on record."),
            _("Only the link to their own page goes out. The manager reads why."),
            form=MailAnywayForm,
        ),
        Step(
            "reopen",
            _("Open again"),
            _("Open it again"),
            closing.reopen,
            _("%(reference)s is open again, and yours."),
        ),
    ]
}
