"""Reaching a person against their rule: only with a reason, and never unseen.

The trail says who, when and which rule; the reason is sealed, and the manager's list
shows it to whoever asks for it by a deliberate act.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from . import events, notes, notices
from .models import ContactAttempt, EventKind, Note, NoticeKind, RequestEvent
from .moves import must


def mail(request, *, reason, against, by, at):
    """E-mail the link to their own page to a person who did not allow it, or not now.

    `against` are the codes of contact_rule.BROKEN; with none, nothing is broken and
    the step is refused. Nobody whose rule hides the clinic is shown its name.
    """
    must(request.is_open and request.assigned_to_id in (None, by.pk))
    must(against, _("Their rule allows this: no reason is needed."))
    with transaction.atomic():
        told = notices.tell_person_against_rule(
            request, NoticeKind.STATUS_CHANGE, at=at
        )
        must(told, _("There is no address that may be written to."))
        note = notes.keep(request, words=reason, by=by, at=at)
        facts = {"rules": list(against), "channel": "email", "note": note.pk}
        events.record(request, EventKind.BROKE_RULE, by=by, at=at, facts=facts)


def listed():
    """Return each broken rule as its event, newest first."""
    broken = RequestEvent.objects.filter(kind=EventKind.BROKE_RULE)
    return broken.select_related("by", "request").order_by("-at", "-pk")


def reason(event, *, by, at):
    """Return why the rule was broken, in words; looking is on record.

    Raises sealing.CannotBeOpened, also when it was erased.
    """
    facts = event.facts
    if "attempt" in facts:
        said = notes.opened(ContactAttempt.objects.get(pk=facts["attempt"]))
        words = said.get("reason", "")
    else:
        words = notes.opened(Note.objects.get(pk=facts["note"]))["words"]
    facts = {"of": event.number}
    events.record(event.request, EventKind.REASON_READ, by=by, at=at, facts=facts)
    return words
