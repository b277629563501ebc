"""Requests as the desk keeps them: closed, and waiting for the day they are erased."""

from django.utils.translation import gettext_lazy as _

from .request import AppointmentRequest


class KeptRequest(AppointmentRequest):
    """The same rows, for a list of their own."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("request that is kept")
        verbose_name_plural = _("requests that are still kept")
