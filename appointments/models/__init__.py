"""The records behind appointment requests."""

from .checkpoint import Checkpoint
from .consent import ConsentText
from .contact import Channel, ContactAttempt, Result
from .desk_event import DeskEvent, DeskEventKind, DeskTrail
from .notice import OWED_ONCE, TO_STAFF, Notice, NoticeKind, NoticeState
from .offer import BookedTime, Offer, OfferedTime, OfferState
from .request import (
    NEXT_STATES,
    AppointmentRequest,
    EventKind,
    IllegalMove,
    Lane,
    Outcome,
    Refused,
    RequestEvent,
    RequestSource,
    RequestState,
    StaleRequest,
)

__all__ = [
    "NEXT_STATES",
    "OWED_ONCE",
    "TO_STAFF",
    "AppointmentRequest",
    "BookedTime",
    "Channel",
    "Checkpoint",
    "ConsentText",
    "ContactAttempt",
    "DeskEvent",
    "DeskEventKind",
    "DeskTrail",
    "EventKind",
    "IllegalMove",
    "Lane",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Offer",
    "OfferState",
    "OfferedTime",
    "Outcome",
    "Refused",
    "RequestEvent",
    "RequestSource",
    "RequestState",
    "Result",
    "StaleRequest",
]
