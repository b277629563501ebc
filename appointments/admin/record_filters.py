"""By whom and between which days: the filters of the record."""

from datetime import date, datetime, time, timedelta

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy

from clinic_site import staff


class ByWhom(admin.SimpleListFilter):
    """Everybody who ever could sign in; a name stays when its owner has left."""

    title = gettext_lazy("who")
    parameter_name = "by"

    def lookups(self, request, model_admin):
        people = get_user_model().objects.filter(is_staff=True).order_by("username")
        return [(str(one.pk), staff.name_of(one)) for one in people]

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        return queryset.filter(by=chosen) if chosen.isdecimal() else queryset


class Days(admin.ListFilter):
    """From one day to another, both within; what is no date narrows nothing."""

    title = gettext_lazy("when")
    template = "admin/appointments/days_filter.html"
    parameter_name = "days"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.since = _day(params.pop("since", [""]))
        self.until = _day(params.pop("until", [""]))
        self.used_parameters = {
            name: day.isoformat()
            for name, day in (("since", self.since), ("until", self.until))
            if day
        }

    def has_output(self):
        return True

    def expected_parameters(self):
        return ["since", "until"]

    def queryset(self, request, queryset):
        if self.since:
            queryset = queryset.filter(at__gte=_begins(self.since))
        if self.until:
            queryset = queryset.filter(at__lt=_begins(self.until + timedelta(days=1)))
        return queryset

    def choices(self, changelist):
        """Yield what the form brings along of the other filters."""
        for name, values in changelist.filter_params.items():
            if name not in self.expected_parameters():
                yield from ({"name": name, "value": value} for value in values)


def _day(values):
    try:
        return date.fromisoformat(values[-1])
    except ValueError:
        return None


def _begins(day):
    return timezone.make_aware(datetime.combine(day, time.min))
