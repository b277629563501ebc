"""The lanes of the desk as tabs above the queue."""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from appointments import queue
from clinic_site import capped
from clinic_site.admin.tabs import Tabs

from . import searches

WORDS = queue.WORDS | {
    "mine": gettext_lazy("Mine"),
    "open": gettext_lazy("All open"),
}


class SavedView(Tabs):
    """The lanes of the desk as tabs; whoever waits for us stands first."""

    first = ("now", gettext_lazy("Needs a person"))

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
        for tab in super().choices(changelist):
            count = counts.get(tab["code"])
            yield tab | {
                "count": None if count is None else capped.in_words(count),
            }
