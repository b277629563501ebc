"""What the small forms of the steps share: the scene that they judge by."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.contact_rule import Rule
from appointments.models import AppointmentRequest
from appointments.replies import Reply


@dataclass(frozen=True)
class Scene:
    """The request, who acts, and the person's safe-contact rule; None: it is sealed.

    `mail` says in words whether the site writes to the person by itself.
    """

    request: AppointmentRequest
    by: Any
    rule: Rule | None = None
    mail: str = ""
    replies: tuple[Reply, ...] = ()

    def replies_of(self, kind):
        return [one for one in self.replies if one.kind == kind]


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


class ReplyForm(StepForm):
    """A step with `words` that may be ready-made ones, own ones, or both."""

    reply_kind = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = self.scene.replies_of(self.reply_kind)
        if not offered:
            return
        self.fields["reply"] = forms.ChoiceField(
            label=_("Ready-made words (optional)"),
            choices=[("", _("None"))]
            + [(one.pk, f"{one.title}: {one.words}") for one in offered],
            required=False,
        )
        self.fields["words"].required = False
        self.order_fields(
            [name for name in self.fields if name not in ("reply", "words")]
            + ["reply", "words"]
        )

    def clean(self):
        said = super().clean() or self.cleaned_data
        chosen = said.pop("reply", "")
        ready = [
            one.words
            for one in self.scene.replies_of(self.reply_kind)
            if str(one.pk) == chosen
        ]
        said["words"] = "\n".join(filter(None, [*ready, said.get("words")]))
        return said


def sentences(label, *, hint="", required=False, longest=500, rows=2, missing=""):
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
