"""The lanes of the desk as tabs above the queue."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import queue
from clinic_site import capped

from . import searches

WORDS = queue.WORDS | {
    "mine": gettext_lazy("Mine"),
    "open": gettext_lazy("All open"),
}


class SavedView(admin.SimpleListFilter):
    """The lanes of the desk as tabs; whoever waits for us stands first."""

    title = gettext_lazy("view")
    parameter_name = "view"
    template = "admin/saved_views.html"

    def __init__(self, request, params, model, model_admin):
        self.request = request
        self.views = queue.views(request.user, at=timezone.now())
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(code, WORDS[code]) for code in self.views if code != "now"]

    def queryset(self, request, queryset):
        if self.value() == searches.FOUND:
            return queryset.filter(searches.found_by(request))
        found = queryset.filter(self.views.get(self.value(), self.views["now"]))
        return queue.newest_first(found) if self.value() == "closed" else found

    def choices(self, changelist):
        counts = queue.counts(self.request.user, at=timezone.now())
        for code, words in [(None, _("Needs a person")), *self.lookup_choices]:
            chosen = {self.parameter_name: code} if code else {}
            count = counts.get(code or "now")
            yield {
                "selected": self.value() == code,
                "query_string": changelist.get_query_string(
                    chosen, [self.parameter_name, "p"]
                ),
                "display": words,
                "code": code or "now",
                "count": None if count is None else capped.in_words(count),
            }
