"""Offering times and booking one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.models import ReplyKind

from .form import ReplyForm, StepForm


def _moment(label, *, required=True):
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"required": _("Write day and time.")},
    )


def _length():
    return forms.IntegerField(
        label=_("Length in minutes"), min_value=5, max_value=600, initial=45
    )


class OfferForm(ReplyForm):
    asks_about_mail = True
    reply_kind = ReplyKind.OFFER
    first = _moment(_("First time"))
    second = _moment(_("Second time"))
    third = _moment(_("Third time (optional)"), required=False)
    minutes = _length()
    words = forms.CharField(
        label=_("What it is, for the person (optional)"),
        help_text=_("Kept sealed; on their page only, in no e-mail."),
        max_length=200,
        required=False,
    )

    def clean(self):
        said = super().clean()
        times = [said.pop(name, None) for name in ("first", "second", "third")]
        return said | {"times": [time for time in times if time]}


class BookForm(StepForm):
    asks_about_mail = True
    starts_at = _moment(_("Final time"))
    minutes = _length()
