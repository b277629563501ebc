"""The clinic in the admin: name, logo, telephone, hours, closures, places."""

from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from clinic_site import logo, palettes, pictures
from clinic_site.models import Clinic, ClinicText, Closure, Location, OpeningHours

from .records import NamedBoxes, OneRecord, Record, Rows, TextInEachLanguage

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


class LogoInput(forms.ClearableFileInput):
    """The logo there is, as patients see it, and a way to change or remove it."""

    template_name = "admin/logo_input.html"

    def _render(self, template_name, context, renderer=None):
        """Draw our own template: forms know only those that Django ships."""
        return render_to_string(template_name, context)


class LogoField(forms.FileField):
    """A file in, a picture of our own out; its words come from clinic_site.pictures."""

    widget = LogoInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"})

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            return pictures.made_ours(
                upload.read(pictures.MOST_BYTES + 1),
                file_name=upload.name,
                within=logo.WITHIN,
            )
        except pictures.NotAPicture as refused:
            raise ValidationError(str(refused)) from None


class ClinicForm(forms.ModelForm):
    new_logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "PNG, JPEG or WebP, at most 2 MB. It stands in the header instead of the "
            "name, and is read aloud as the name."
        ),
    )
    palette = forms.ChoiceField(
        label=_("Colours"),
        choices=palettes.choices,
        widget=forms.RadioSelect,
        help_text=_("Checked for contrast, by day and by night."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("Promises, hours and everything on this desk follow this clock."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.logo:
            self.initial["new_logo"] = logo.Shown.of(self.instance)


class SpansApart(NamedBoxes):
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


class OpeningHoursInline(Rows):
    model = OpeningHours
    formset = SpansApart


class ClosureInline(Rows):
    model = Closure


@admin.register(Clinic)
class ClinicAdmin(OneRecord):
    form = ClinicForm
    fields = [
        "name",
        "telephone",
        "new_logo",
        "palette",
        "has_quick_exit",
        "time_zone",
        "answer_within_hours",
        "read_first_within_hours",
        "asks_for_note",
    ]
    inlines = [ClinicTextInline, OpeningHoursInline, ClosureInline]

    def save_model(self, request, obj, form, change):
        chosen = form.cleaned_data.get("new_logo")
        if isinstance(chosen, pictures.Picture):
            logo.change(obj, chosen)
        elif chosen is False:  # the box that takes it down was ticked
            logo.change(obj, None)
        super().save_model(request, obj, form, change)


@admin.register(Location)
class LocationAdmin(Record):
    list_display = ["name", "street", "city", "position"]
