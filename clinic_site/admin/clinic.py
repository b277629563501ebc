"""The clinic in the admin: name, telephone, hours, closures, places."""

from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinic_site.models import Clinic, ClinicText, Closure, Location, OpeningHours

from .records import PLAIN_WIDGETS, OneRecord, Record, TextInEachLanguage

HOME_ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
]


def time_zones():
    """Return the zones to choose from, the usual ones of the United States first."""
    others = sorted(available_timezones() - set(HOME_ZONES))
    return [
        (_("United States"), [(zone, zone.replace("_", " ")) for zone in HOME_ZONES]),
        (_("Elsewhere"), [(zone, zone.replace("_", " ")) for zone in others]),
    ]


class ClinicForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("Promises, hours and everything on this desk follow this clock."),
    )


class SpansApart(forms.BaseInlineFormSet):
    """Refuse opening hours of one day that overlap each other."""

    def clean(self):
        super().clean()
        spans = sorted(
            (one["weekday"], one["opens"], one["closes"])
            for one in (form.cleaned_data for form in self.forms if form.is_valid())
            if one and not one.get("DELETE")
        )
        for (day, _opens, closes), (next_day, opens, _closes) in zip(
            spans, spans[1:], strict=False
        ):
            if day == next_day and opens < closes:
                raise ValidationError(
                    _("%(day)s: two spans overlap. Part them, or make them one."),
                    params={"day": OpeningHours.Weekday(day).label},
                )


class ClinicTextInline(TextInEachLanguage):
    model = ClinicText


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    formset = SpansApart
    formfield_overrides = PLAIN_WIDGETS
    extra = 0


class ClosureInline(admin.TabularInline):
    model = Closure
    formfield_overrides = PLAIN_WIDGETS
    extra = 0


@admin.register(Clinic)
class ClinicAdmin(OneRecord):
    form = ClinicForm
    fields = ["name", "telephone", "time_zone", "answer_within_hours"]
    inlines = [ClinicTextInline, OpeningHoursInline, ClosureInline]


@admin.register(Location)
class LocationAdmin(Record):
    list_display = ["name", "street", "city", "position"]
