"""A request by telephone: the public form's questions, asked and sent by staff."""

import logging

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import Error
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments import form_keys, intake, promises, written
from appointments.choices import ForWhom
from appointments.forms.by_telephone import TelephoneRequestForm
from appointments.models import AppointmentRequest, RequestSource
from appointments.triage import ACT
from clinic_site.hours import NeverOpen

from . import request_page

logger = logging.getLogger(__name__)
PAGE = "admin/appointments/appointmentrequest/by_telephone.html"


class ByTelephone:
    """Adds to the requests' admin the form for whoever calls."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.telephone_view)
        return [
            path("by-telephone/", view, name="appointments_request_by_telephone"),
            *super().get_urls(),
        ]

    def telephone_view(self, request):
        if not request.user.has_perm(ACT):
            raise PermissionDenied
        at = timezone.now()
        try:
            if request.method != "POST":
                initial = {
                    "for_whom": request.GET.get("for", ForWhom.ME),
                    "spoken": request.GET.get("spoken"),
                    "language": request.GET.get("spoken") or settings.LANGUAGE_CODE,
                }
                return self._ask(request, TelephoneRequestForm(at=at, initial=initial))
            if switched := TelephoneRequestForm.switched(request.POST, at=at):
                return self._ask(request, switched)
            form = TelephoneRequestForm(request.POST, at=at)
            if not form.is_valid():
                return self._ask(request, form, status=422)
            return self._keep(request, form)
        except NeverOpen:
            words = _("No opening hours are set yet, so nothing can be promised.")
            self.message_user(request, words, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:index"))

    def _ask(self, request, form, *, status=200, is_unknown=False):
        context = {
            **self.admin_site.each_context(request),
            "title": _("A request by telephone"),
            "form": form,
            "is_unknown": is_unknown,
            "switches": _switches(form),
        }
        return TemplateResponse(request, PAGE, context, status=status)

    def _keep(self, request, form):
        try:
            received = intake.receive(
                form.answers(),
                form_key=form_keys.read(form.form_key),
                language=form.spoken,
                at=form.at,
                by=request.user,
                source=RequestSource.TELEPHONE,
            )
        except Error:
            logger.exception("request.unknown_outcome")
            return self._ask(request, form, status=503, is_unknown=True)
        self.message_user(request, _to_say(received), messages.SUCCESS)
        if received.help_first:
            self.message_user(request, _to_heed(), messages.WARNING)
        row = AppointmentRequest.objects.get(reference=received.reference)
        return HttpResponseRedirect(request_page.url_of(row.pk))


def _switches(form):
    """Return what may be changed without losing a word, as rows of buttons."""
    asks_for, languages = written.TO_STAFF["for_whom"].items(), settings.LANGUAGES
    return [
        (_("Asks for:"), "to_for", asks_for, form.asker),
        (_("The call is in:"), "to_spoken", languages, form.spoken),
        (_("Show the questions in:"), "to_asked_in", languages, form.asked_in),
    ]


def _to_say(received):
    return _(
        "Stored. Tell them: reference %(reference)s; we contact you by %(by)s."
    ) % {
        "reference": received.reference,
        "by": promises.in_words(received.respond_by),
    }


def _to_heed():
    return _(
        "Their words put this request first. Ask whether they are safe right now, and "
        "stay on the line: the numbers for help stand on the help page."
    )
