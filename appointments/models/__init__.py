"""The records behind appointment requests."""

from .consent import ConsentText
from .contact import Channel, ContactAttempt, Result
from .notice import Notice, NoticeKind, NoticeState
from .request import (
    NEXT_STATES,
    AppointmentRequest,
    EventKind,
    IllegalMove,
    Lane,
    Outcome,
    RequestEvent,
    RequestSource,
    RequestState,
    StaleRequest,
)

__all__ = [
    "NEXT_STATES",
    "AppointmentRequest",
    "Channel",
    "ConsentText",
    "ContactAttempt",
    "EventKind",
    "IllegalMove",
    "Lane",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Outcome",
    "RequestEvent",
    "RequestSource",
    "RequestState",
    "Result",
    "StaleRequest",
]
