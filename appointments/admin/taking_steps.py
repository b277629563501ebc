"""The POST behind the steps beside a request: it is taken, or the page says why not."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from appointments.models import AppointmentRequest, IllegalMove, Refused, StaleRequest
from appointments.steps import STEPS

from . import request_page, step_cards, timeline


class TakingSteps:
    """Adds to the requests' admin the address to which every step is sent."""

    def get_urls(self):
        step = self.admin_site.admin_view(self.step_view)
        return [
            path(
                "<uuid:pk>/step/<slug:name>/",
                step,
                name="appointments_request_step",
            ),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def step_view(self, request, pk, name):
        """Take one step, or bring the page back with what was typed and why not."""
        if not self.has_act_permission(request):
            raise PermissionDenied
        if name not in STEPS:
            raise Http404
        at = timezone.now()
        said, is_stale = "", False
        with transaction.atomic():
            rows = AppointmentRequest.objects.select_for_update()
            row = get_object_or_404(rows, pk=pk)
            form = step_cards.form_of(name, row, request.user, at=at, data=request.POST)
            try:
                said = _take(name, row, form, by=request.user, at=at)
            except Refused as refused:
                form.add_error(None, str(refused))
            except (IllegalMove, StaleRequest):
                is_stale = True
        if not said:
            return self._refused(request, row, name, form, is_stale=is_stale)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(request_page.url_of(pk))

    def _refused(self, request, row, name, form, *, is_stale):
        request.method = "GET"  # the stock page is drawn, with our context
        refused = {"name": name, "form": form, "is_stale": is_stale}
        if is_stale and (last := timeline.last_step(row)):
            refused["last"] = timeline.in_words(last)
            refused["is_own"] = last.by == request.user
        response = self.change_view(
            request, str(row.pk), extra_context={"refused": refused}
        )
        response.status_code = 409 if is_stale else 422
        return response


def _take(name, row, form, *, by, at):
    """Take the step and return what to say of it; "" where the form has errors.

    Raises as the step does, and StaleRequest for a page drawn before the last step.
    """
    if request_page.is_stale(row, form.data.get("seen")):
        raise StaleRequest(row.reference)
    return STEPS[name].do(row, form, by=by, at=at) if form.is_valid() else ""
