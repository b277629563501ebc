"""The manager's list of contacts against a person's rule, each reason on demand."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from appointments import breaking_glass
from appointments.models import Channel
from clinic_site import sealing
from clinic_site.capped import CappedPaginator

from . import event_words

REVIEW = "appointments.view_broken_rules"
READ_REASONS = "appointments.read_broken_rule_reasons"
PAGE = "admin/appointments/appointmentrequest/broken_rules.html"
AT_ONCE = 50


class BrokenRules:
    """Adds to the requests' admin the list of broken rules and its reasons."""

    def get_urls(self):
        listed = self.admin_site.admin_view(self.broken_rules_view)
        reason = self.admin_site.admin_view(self.broken_rule_reason_view)
        return [
            path("against-rules/", listed, name="appointments_broken_rules"),
            path(
                "against-rules/<int:event>/",
                reason,
                name="appointments_broken_rule_reason",
            ),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def broken_rules_view(self, request):
        if not request.user.has_perm(REVIEW):
            raise PermissionDenied
        return self._list(request)

    @method_decorator([never_cache, require_POST])
    def broken_rule_reason_view(self, request, event):
        """Show one reason, which is recorded; the next look hides it again."""
        if not request.user.has_perm(READ_REASONS):
            raise PermissionDenied
        broken = get_object_or_404(breaking_glass.listed(), pk=event)
        try:
            words = breaking_glass.reason(broken, by=request.user, at=timezone.now())
        except sealing.CannotBeOpened:
            words = _("It was erased, or cannot be opened.")
        return self._list(request, shown={broken.pk: words})

    def _list(self, request, shown=None):
        pages = CappedPaginator(breaking_glass.listed(), AT_ONCE)
        page = pages.get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Contacts against a person’s rule"),
            "page": page,
            "lines": [_line(event, shown or {}) for event in page],
            "may_read": request.user.has_perm(READ_REASONS),
        }
        return TemplateResponse(request, PAGE, context)


def _line(event, shown):
    return {
        "event": event,
        "how": str(dict(Channel.choices).get(event.facts["channel"], "")),
        "what": event_words.broken_rules(event),
        "reason": shown.get(event.pk),
    }
