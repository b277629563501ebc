"""Handing over to a colleague, writing a note to them, and choosing the lane."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from appointments.models import Lane, ReplyKind
from appointments.triage import ACT
from clinic_site import access, role_holders, staff

from .form import LEAVE_OUT, ReplyForm, StepForm, sentences


class Colleague(forms.ModelChoiceField):
    def label_from_instance(self, person):
        name = staff.name_of(person)
        return f"{name}, {role_holders.role_of(person)}"


class HandOverForm(StepForm):
    to = Colleague(
        label=_("To whom"),
        queryset=None,
        empty_label=_("Choose"),
        error_messages={"required": _("Say who shall have it.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(self.scene.request)


def colleagues(request):
    """Return who answers requests and does not have this one."""
    roles = [role for role, may in access.PERMISSIONS.items() if ACT in may]
    people = get_user_model().objects.filter(is_active=True, groups__name__in=roles)
    others = people.exclude(pk=request.assigned_to_id).distinct()
    return others.order_by("first_name", "last_name").prefetch_related("groups")


class NoteForm(ReplyForm):
    reply_kind = ReplyKind.NOTE
    words = sentences(
        _("Note for the team"),
        hint=LEAVE_OUT,
        required=True,
        longest=1000,
        rows=3,
        missing=_("Write the note."),
    )

    def clean(self):
        said = super().clean()
        if not said["words"] and not self.errors:
            self.add_error("words", _("Write the note."))
        return said


class LaneForm(StepForm):
    """Why it changes its lane; `lane` is the one it goes to."""

    lane = Lane.NORMAL
    reason = sentences(
        _("Why"),
        hint=_("Kept sealed: it may be about how somebody is."),
        required=True,
        missing=_("Say why; it is kept sealed."),
    )

    def said(self):
        return self.cleaned_data | {"lane": self.lane}


class ReadFirstForm(LaneForm):
    lane = Lane.READ_FIRST
