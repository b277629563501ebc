"""A person's answers in words, to be checked before they are sent."""

from datetime import date

from django.forms import BooleanField
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from appointments import telephone
from appointments.choices import Part
from clinic_site.components.asking import first_input

from .fields import Telephone
from .wishes import WINDOWS

WINDOW_FIELDS = {f"{name}_{half}" for name in WINDOWS for half in ("date", "part")}
FIRST_WINDOW = "preferred_1_date"
NOT_SHOWN = {"website"} | WINDOW_FIELDS - {FIRST_WINDOW}


def answers_in_words(form):
    """Return {name, label, value, at} of each answer of a valid form, in its order.

    `at` is the id of the input that the answer came from.
    """
    return [
        {
            "name": name,
            "label": _label(form, name),
            "value": value,
            "at": first_input(form[name]),
        }
        for name in form.fields
        if name not in NOT_SHOWN
        for value in [_value(form, name)]
        if value
    ]


def _label(form, name):
    return _("When would suit you?") if name == FIRST_WINDOW else form[name].label


def _value(form, name):
    if name == FIRST_WINDOW:
        return "\n".join(_window(one) for one in form.windows())
    answer, field = form.cleaned_data.get(name), form.fields[name]
    if isinstance(field, BooleanField):
        return _("Yes") if answer else ""
    if isinstance(field, Telephone):
        return telephone.in_words(answer) if answer else ""
    said = dict(getattr(field, "choices", ()))
    if isinstance(answer, list):
        return "\n".join(str(said[one]) for one in answer)
    return said.get(answer, answer)


def _window(window):
    day = _("Any day")
    if window["date"]:
        pattern = pgettext("day of a wish", "l, F j, Y")
        day = formats.date_format(date.fromisoformat(window["date"]), pattern)
    part = Part(window["part"]).label if window["part"] else _("any time of day")
    return f"{day}: {part}"
