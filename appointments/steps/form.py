"""What the small forms of the steps share: the scene that they judge by."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.contact_rule import Rule
from appointments.models import AppointmentRequest


@dataclass(frozen=True)
class Scene:
    """The request, who acts, and the person's safe-contact rule; None: it is sealed.

    `mail` says in words whether the site writes to the person by itself.
    """

    request: AppointmentRequest
    by: Any
    rule: Rule | None = None
    mail: str = ""


class StepForm(forms.Form):
    """A step without questions."""

    use_required_attribute = False
    asks_about_mail = False

    def __init__(self, data=None, *, name, scene):
        super().__init__(data, auto_id=f"{name}_%s", label_suffix="")
        self.scene = scene

    def said(self):
        """Return what the verb behind the step is given."""
        return self.cleaned_data


def words(label, *, hint="", required=False, longest=500, rows=2, missing=""):
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else {},
    )


LEAVE_OUT = _("Leave health details out.")
