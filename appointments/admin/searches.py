"""The search of the queue: words arrive by POST, and no address ever holds them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from appointments import audit, searching
from clinic_site.capped import COUNTED_TO

KEPT = "searched"
FOUND = "found"
WAYS = {
    "reference": gettext_lazy("reference"),
    "phone": gettext_lazy("telephone"),
    "email": gettext_lazy("e-mail"),
    "name": gettext_lazy("name"),
}


class Searching:
    """Adds to the requests' admin a search that is on record and in no address."""

    def get_urls(self):
        search = self.admin_site.admin_view(self.search_view)
        return [
            path("search/", search, name="appointments_request_search"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        typed = request.GET.get("q")
        if typed and self.has_view_permission(request):
            return self._search(request, typed)
        is_search = request.GET.get("view") == FOUND
        context = {"is_search": is_search}
        if is_search:
            context["searched"] = in_words(request)
        return super().changelist_view(request, context | (extra_context or {}))

    @method_decorator(require_POST)
    def search_view(self, request):
        """Look for a reference, number, address or name; the words go no further."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._search(request, request.POST.get("q", ""))

    def _search(self, request, typed):
        sought = keep(request, typed)
        found = self.model.objects.filter(found_by(request))
        audit.searched(
            ",".join(sought),
            found=found[: COUNTED_TO + 1].count(),
            by=request.user,
            at=timezone.now(),
        )
        queue = reverse("admin:appointments_appointmentrequest_changelist")
        return HttpResponseRedirect(f"{queue}?view={FOUND}")


def keep(request, typed):
    """Remember what to look for until the next search, in blind indexes only."""
    sought = searching.sought(typed)
    request.session[KEPT] = sought
    return sought


def found_by(request):
    """Return the condition of the last search of this session."""
    return searching.condition(request.session.get(KEPT) or {})


def in_words(request):
    """Return by what the last search looked: "telephone, name"."""
    return ", ".join(str(WAYS[way]) for way in request.session.get(KEPT) or {})
