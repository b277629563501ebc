"""Questions about the person the request is for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.choices import AccessNeed, ForWhom, Returning, YesNo

from .fields import AnyOf, OneOf, PersonName


class Person(forms.Form):
    for_whom = OneOf(
        label=_("Who is this for?"),
        help_text=_("So that we ask only what fits."),
        choices=ForWhom.choices,
        default=ForWhom.ME,
    )
    full_name = PersonName(
        label=_("Name"),
        help_text=_("The name you want us to use when we answer."),
        error_messages={"required": _("Write the name you want us to use.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    ask_for = PersonName(
        label=_("Name to ask for when we call"),
        help_text=_("Only if it is another one."),
        required=False,
    )
    returning = OneOf(
        label=_("Have you been here before?"),
        help_text=_(
            "So that the right person answers. Please do not write a record number."
        ),
        choices=Returning.choices,
        error_messages={"required": _("Say whether you have been here before.")},
    )
    adult = OneOf(
        label=_("Are you 18 or older?"),
        help_text=_(
            "Care under 18 starts another way. We ask this and no date of birth."
        ),
        choices=YesNo.choices,
        error_messages={"required": _("Choose yes or no: 18 or older.")},
    )
    language = OneOf(label=_("Which language shall we speak with you?"), required=False)
    access_needs = AnyOf(
        label=_("What would make it easier for you?"),
        help_text=_("So that it is ready when we talk or meet."),
        choices=AccessNeed.choices,
        required=False,
    )
