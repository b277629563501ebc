"""Requests in the admin: the queue, and the page of one request."""

from .requests import AppointmentRequestAdmin

__all__ = ["AppointmentRequestAdmin"]
