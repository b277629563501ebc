"""Requests in the admin: the queue, one request, the record, and what is kept."""

from .canned_replies import CannedReplyAdmin
from .kept import KeptRequestAdmin
from .record import DeskEventAdmin, RequestEventAdmin
from .requests import AppointmentRequestAdmin

__all__ = [
    "AppointmentRequestAdmin",
    "CannedReplyAdmin",
    "DeskEventAdmin",
    "KeptRequestAdmin",
    "RequestEventAdmin",
]
