"""The search of the queue: words arrive by POST, and no address ever holds them."""

from django.utils.translation import gettext_lazy

from appointments import searching

KEPT = "searched"
FOUND = "found"
WAYS = {
    "reference": gettext_lazy("reference"),
    "phone": gettext_lazy("telephone"),
    "email": gettext_lazy("e-mail"),
    "name": gettext_lazy("name"),
}


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
