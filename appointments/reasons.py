"""Why a request waits or is declined: codes, because each reads them in their language.

`label` is what staff read; the person reads the sentences beside it.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WaitingFor(TextChoices):
    """Why the clock rests."""

    CALL_BACK = "call_back", _("They will call back")
    CHOICE = "choice", _("They are choosing a time")
    REFERRAL = "referral", _("A referral is on its way")


class DeclinedBecause(TextChoices):
    """Why the clinic offers no time: what it can do, never anything about a person."""

    NO_ROOM = "no_room", _("No time is free soon enough")
    NOT_OFFERED = "not_offered", _("We do not offer what they asked for")
    UNDER_AGE = "under_age", _("Care under 18 starts elsewhere")
    OUT_OF_REACH = "out_of_reach", _("Too far away, or another state")
    IN_TALK = "in_talk", _("Talked over with them: no reason shown")


WAITS = {
    WaitingFor.CALL_BACK: _("We wait for you to call us back."),
    WaitingFor.CHOICE: _("We wait for you to choose a time."),
    WaitingFor.REFERRAL: _("We wait for a referral for you."),
}
DECLINES = {
    DeclinedBecause.NO_ROOM: _(
        "We are sorry: we have no time free soon enough to be of help to you. You can "
        "ask again at any time."
    ),
    DeclinedBecause.NOT_OFFERED: _(
        "We are sorry: what you asked for is not offered here. Please call us, and we "
        "tell you who may offer it."
    ),
    DeclinedBecause.UNDER_AGE: _(
        "We are sorry: care under 18 does not start here. Please call us, and we tell "
        "you where it does."
    ),
    DeclinedBecause.OUT_OF_REACH: _(
        "We are sorry: we cannot care for people where you live. Please call us, and "
        "we tell you whom to ask there."
    ),
    DeclinedBecause.IN_TALK: _(
        "We closed your request, as we said when we talked. Please call us if you have "
        "questions."
    ),
}
