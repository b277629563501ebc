"""The records behind appointment requests."""

from .canned_reply import CannedReply, CannedReplyText, ReplyKind
from .checkpoint import Checkpoint
from .consent import ConsentText
from .contact import Channel, ContactAttempt, Result
from .desk_event import DeskEvent, DeskEventKind, DeskTrail
from .hold import LegalHold, with_hold
from .kept import KeptRequest
from .note import Note
from .notice import OWED_ONCE, TO_STAFF, Notice, NoticeKind, NoticeState
from .offer import BookedTime, Offer, OfferedTime, OfferState
from .request import (
    IN_ORDER,
    NEXT_STATES,
    AppointmentRequest,
    IllegalMove,
    Lane,
    Outcome,
    Refused,
    RequestSource,
    RequestState,
    StaleRequest,
)
from .request_event import EventKind, RequestEvent
from .same_person import SamePerson
from .standing import Standing

__all__ = [
    "IN_ORDER",
    "NEXT_STATES",
    "OWED_ONCE",
    "TO_STAFF",
    "AppointmentRequest",
    "BookedTime",
    "CannedReply",
    "CannedReplyText",
    "Channel",
    "Checkpoint",
    "ConsentText",
    "ContactAttempt",
    "DeskEvent",
    "DeskEventKind",
    "DeskTrail",
    "EventKind",
    "IllegalMove",
    "KeptRequest",
    "Lane",
    "LegalHold",
    "Note",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Offer",
    "OfferState",
    "OfferedTime",
    "Outcome",
    "Refused",
    "ReplyKind",
    "RequestEvent",
    "RequestSource",
    "RequestState",
    "Result",
    "SamePerson",
    "StaleRequest",
    "Standing",
    "with_hold",
]
