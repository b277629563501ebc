"""The lanes of the desk as tabs above the queue."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import queue


class SavedView(admin.SimpleListFilter):
    """The lanes of the desk as tabs; whoever waits for us stands first."""

    title = gettext_lazy("view")
    parameter_name = "view"
    template = "admin/saved_views.html"

    def __init__(self, request, params, model, model_admin):
        self.user = request.user
        self.at = timezone.now()
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        words = queue.WORDS | {
            "mine": gettext_lazy("Mine"),
            "open": gettext_lazy("All open"),
        }
        codes = queue.views(self.user, at=self.at)
        return [(code, words[code]) for code in codes if code != "now"]

    def queryset(self, request, queryset):
        # A search looks through everything: nobody should have to guess the tab.
        if request.GET.get("q") and not self.value():
            return queryset
        return queryset.filter(
            queue.views(self.user, at=self.at)[self.value() or "now"]
        )

    def choices(self, changelist):
        counts = queue.counts(self.user, at=self.at)
        is_search = bool(changelist.query) and not self.value()
        for code, words in [(None, _("Needs a person")), *self.lookup_choices]:
            chosen = {self.parameter_name: code} if code else {}
            yield {
                "selected": self.value() == code and not is_search,
                "query_string": changelist.get_query_string(
                    chosen, [self.parameter_name, "q", "p"]
                ),
                "display": words,
                "code": code or "now",
                "count": counts.get(code or "now"),
            }
