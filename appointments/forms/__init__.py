"""The request form: few questions, in words, whose answers survive every mistake."""

from .request import AppointmentRequestForm, asker_of

__all__ = ["AppointmentRequestForm", "asker_of"]
