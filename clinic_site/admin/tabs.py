"""A filter that stands above a list as tabs: the first is what the list opens on."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

VIEW = "view"


class Tabs(admin.SimpleListFilter):
    """Its lookups are the tabs after the first, which no address has to name."""

    title = gettext_lazy("view")
    parameter_name = VIEW
    template = "admin/saved_views.html"
    first = ("all", gettext_lazy("All"))

    def choices(self, changelist):
        first, its_words = self.first
        for code, words in [(None, its_words), *self.lookup_choices]:
            chosen = {VIEW: code} if code else {}
            yield {
                "selected": self.value() == code,
                "query_string": changelist.get_query_string(chosen, [VIEW, "p"]),
                "display": words,
                "code": code or first,
            }
