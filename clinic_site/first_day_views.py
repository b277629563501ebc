"""The list of the first day as a page, and the button that tries the mail."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from . import first_day, first_steps


@require_safe
def page(request, site):
    _only_who_runs_the_clinic(request)
    lines = first_day.lines_for(request.user)
    context = {
        **site.each_context(request),
        "title": _("First day"),
        "part": {"lines": lines, "done": sum(line["is_done"] for line in lines)},
    }
    return TemplateResponse(request, "admin/first_day_page.html", context)


@require_POST
def test_message(request):
    _only_who_runs_the_clinic(request)
    try:
        first_steps.send_test_message(at=timezone.now())
    except first_steps.NoMailServer:
        messages.warning(
            request,
            _(
                "Nothing was sent: the site knows no mail server or no address of the"
                " staff. Whoever runs it sets EMAIL_URL and STAFF_EMAIL."
            ),
        )
    except first_steps.NotTaken:
        messages.error(
            request,
            _("The mail server did not take the message. The log says why."),
        )
    else:
        messages.success(request, _("Sent. Look whether it arrived."))
    return HttpResponseRedirect(reverse("admin:first_day"))


def _only_who_runs_the_clinic(request):
    if not request.user.has_perm(first_day.SEE):
        raise PermissionDenied
