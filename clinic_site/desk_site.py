"""The staff's front door: rooms instead of lists of tables, the desk as first page.

No record is registered in this module: the site is not there yet while it is imported.
"""

from functools import wraps
from operator import itemgetter

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from clinic_site import desk, first_day_views, kept_words, role_holders, shell


class DeskSite(admin.AdminSite):
    """The stock admin site, with rooms, the desk and the clinic's own time."""

    enable_nav_sidebar = False

    def has_permission(self, request):
        """Staff, and with a second step in this session: for every address here."""
        from clinic_site.signing_in import factors

        return super().has_permission(request) and factors.suffices(request)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Lead to the door; who stands there already, to what is still missing."""
        from clinic_site.signing_in import factors

        wanted = _wanted(request)
        if self.has_permission(request):
            return HttpResponseRedirect(wanted)
        if request.user.is_authenticated and not super().has_permission(request):
            logout(request)
        name = "account_login"
        if request.user.is_authenticated:
            is_set_up = factors.are_set_up(request.user)
            name = "mfa_reauthenticate" if is_set_up else "mfa_index"
        query = urlencode({REDIRECT_FIELD_NAME: wanted})
        return HttpResponseRedirect(f"{reverse(name)}?{query}")

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))

    def each_context(self, request):
        from clinic_site.signing_in import factors

        clinic = shell.current().name
        context = super().each_context(request) | {
            "site_header": clinic,
            "site_title": _("%s, staff") % clinic,
            "at": timezone.now(),
        }
        if context["has_permission"]:
            context |= {
                "rooms": _rooms(request),
                "role": role_holders.role_of(request.user),
            }
            context["is_open_demonstration"] = factors.is_open_demonstration(request)
        return context

    def get_app_list(self, request, app_label=None):
        """Return the stock list of records, made only where a page draws it.

        Making it asks the database about records of which there is one, on every page.
        """
        make = super().get_app_list
        return SimpleLazyObject(lambda: make(request, app_label))

    def admin_view(self, view, cacheable=False):
        """Let staff read and write every time of day on the clinic's clock.

        What somebody wrote until their session ended is shown to them again.
        """
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def on_the_clinics_clock(request, *args, **kwargs):
            if not self.has_permission(request) and kept_words.are_in(request):
                return kept_words.page(request)
            with timezone.override(shell.current().zone):
                response = inner(request, *args, **kwargs)
                # A page that is drawn later would be drawn on another clock.
                return response.render() if _waits(response) else response

        return on_the_clinics_clock

    def get_urls(self):
        def first_day(request):
            return first_day_views.page(request, self)

        tried = self.admin_view(first_day_views.test_message)
        return [
            path("first-day/", self.admin_view(first_day), name="first_day"),
            path("first-day/test-message/", tried, name="first_day_test_message"),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        at = timezone.now()
        parts = desk.parts_for(request.user, at=at)
        return super().index(
            request,
            {
                "title": _("Desk"),
                "warnings": [part for part in parts if part.is_warning],
                "parts": [part for part in parts if not part.is_warning],
                "headline": next((p.headline for p in parts if p.headline), ""),
                "next_step": next((p.next_step for p in parts if p.next_step), None),
                **(extra_context or {}),
            },
        )


def _wanted(request):
    """Return the address of the desk that somebody was on the way to."""
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else reverse("admin:index")


def _waits(response):
    return not getattr(response, "is_rendered", True)


def _rooms(request):
    """Return the rooms for the header, the one that `request` is in marked."""
    rooms = desk.rooms_for(request.user)
    # A room may stand within another, as the sign-ins do: the narrower one is meant.
    here = [(len(url), room) for room in rooms for url in _found_in(request, room)]
    _length, narrowest = max(here, key=itemgetter(0), default=(0, None))
    return [
        {"words": room.words, "url": room.url, "is_here": room == narrowest}
        for room in rooms
    ]


def _found_in(request, room):
    """Return the beginnings of `room` that the address asked for goes on from."""
    if room.address == "admin:index":
        return [room.url] if request.path == room.url else []
    return [url for url in room.urls if request.path.startswith(url)]
