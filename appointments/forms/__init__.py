"""The request form: few questions, in words, whose answers survive every mistake."""

from .request import AppointmentRequestForm

__all__ = ["AppointmentRequestForm"]
