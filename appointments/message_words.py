"""The words of each message, in plain sentences; each may name only its record's facts.

A subject shows on locked screens and in lists: it never says more than that there is a
request.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import NoticeKind as Kind


@dataclass(frozen=True)
class Words:
    """`lines` stand before the times, if there are any; `link` leads where it says."""

    subject: str
    lines: tuple[str, ...]
    link: str


REFERENCE = _("Your reference is %(reference)s.")
SEE = _("See where your request is, correct it or withdraw it:")
CHOOSE = _("Choose a time, or tell us that none fits:")
DESK = _("Open it at the desk:")
ABOUT = _("About your request %(reference)s")

TO_PERSON = {
    Kind.ACKNOWLEDGEMENT: Words(
        _("We got your request. Reference %(reference)s"),
        (
            _("We got your request. Your reference is %(reference)s."),
            _("A person will contact you by %(promise)s."),
        ),
        SEE,
    ),
    Kind.STATUS_CHANGE: Words(
        ABOUT,
        (_("Something changed with your request."), REFERENCE),
        SEE,
    ),
    Kind.STATUS_LINK: Words(
        _("Your link. Reference %(reference)s"),
        (_("You asked for the link to your request again. Here it is."), REFERENCE),
        SEE,
    ),
    Kind.OFFER: Words(
        _("Please choose a time. Reference %(reference)s"),
        (_("We offer you these times. Nothing is booked yet."), REFERENCE),
        CHOOSE,
    ),
    Kind.OFFER_REMINDER: Words(
        _("Times wait for your choice. Reference %(reference)s"),
        (_("You have not chosen yet. We still offer you these times."), REFERENCE),
        CHOOSE,
    ),
    Kind.BOOKED: Words(
        _("Your time is booked. Reference %(reference)s"),
        (_("This time is booked for you."), REFERENCE),
        _("See it, put it into your calendar, or give it back:"),
    ),
    Kind.VISIT_REMINDER: Words(
        _("Your time comes soon. Reference %(reference)s"),
        (_("This is a reminder of the time that is booked for you."), REFERENCE),
        _("See it, put it into your calendar, or give it back:"),
    ),
    Kind.DECLINED: Words(
        ABOUT,
        (
            _("We closed your request: we cannot offer you a time."),
            _("If you have questions, please call us."),
            REFERENCE,
        ),
        SEE,
    ),
    Kind.WITHDRAWN: Words(
        ABOUT,
        (
            _("Your request is withdrawn. You can ask again at any time."),
            _("If that was not you, please call us."),
            REFERENCE,
        ),
        SEE,
    ),
    Kind.MISSED_PROMISE: Words(
        ABOUT,
        (
            _("We said that a person would contact you by %(promise)s. We missed it."),
            _("We are sorry. Your request is still here; if you like, call us now."),
            REFERENCE,
        ),
        SEE,
    ),
}
TO_STAFF = {
    Kind.STAFF_NEW_REQUEST: Words(
        _("New request %(reference)s: %(lane)s"),
        (_("A new request came in: %(reference)s (%(lane)s)."),),
        DESK,
    ),
    Kind.STAFF_READ_FIRST: Words(
        _("New request %(reference)s: %(lane)s"),
        (_("Please open this request before any other: %(reference)s (%(lane)s)."),),
        DESK,
    ),
    Kind.STAFF_PROMISE_AT_RISK: Words(
        _("Promise at risk: %(reference)s"),
        (
            _("Nobody has contacted %(reference)s (%(lane)s) yet."),
            _("The promise ends %(promise)s."),
        ),
        DESK,
    ),
    Kind.STAFF_PATIENT_ANSWERED: Words(
        _("Answer from the person: %(reference)s"),
        (_("The person behind %(reference)s (%(lane)s) has done something."),),
        _("See what at the desk:"),
    ),
}
