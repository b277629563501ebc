"""What a person meets when asking for something: fields, answers, receipt."""

from django import template
from django.forms.widgets import RadioSelect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site import opening

from .frame import clinic_context

register = template.Library()

LETTERS_IN_A_ROW = 40


def first_input(field):
    """Return the id of the first input of a bound field: where a link to it leads."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form):
    """Say above a form what needs another look, with a link to each answer.

    Takes the focus when the page opens. Nothing is shown for a form without errors.
    """
    mistakes = [
        {"words": words, "at": first_input(field)}
        for field in form.visible_fields()
        for words in field.errors
    ]
    mistakes += [{"words": words} for words in form.non_field_errors()]
    mistakes += [
        {"words": words} for field in form.hidden_fields() for words in field.errors
    ]
    return {"mistakes": mistakes}


@register.simple_tag
def field_input(*, field):
    """The input of a bound field in our style, whatever its widget."""
    return field.as_widget(attrs={"class": _with_input_class(field)})


def _with_input_class(field):
    own = field.field.widget.attrs.get("class", "")
    return f"input {own}".strip()


@register.simple_tag
def field_choices(*, field):
    """Return {input, label, id} of each choice of a bound radio or checkbox group."""
    return [_choice(choice, field) for choice in field.subwidgets]


@register.filter
def fit_in_a_row(choices):
    """Whether these choices are so short that they can stand side by side."""
    return sum(len(str(choice["label"])) for choice in choices) <= LETTERS_IN_A_ROW


def _choice(choice, field):
    attrs = choice.data["attrs"]
    attrs["class"] = "tick"
    if isinstance(field.field.widget, RadioSelect):
        # It belongs on a group or a checkbox; on a radio it means nothing.
        attrs.pop("aria-invalid", None)
    return {
        "input": choice.tag(),
        "label": choice.choice_label,
        "id": choice.id_for_label,
    }


@register.simple_tag
def field_tick(*, field):
    """The box of a bound yes-or-no field in our style."""
    return field.as_widget(attrs={"class": "tick"})


@register.filter
def may_be_left_out(field):
    """Whether a bound field says "(optional)": not where an answer is chosen already.

    A field of which another one is enough has `one_is_enough`, as has one whose part
    says that all of it is optional.
    """
    own = field.field
    return not (own.required or own.initial or getattr(own, "one_is_enough", False))


@register.filter
def field_kind(field):
    """Return "tick", "group", "several" or "single": how a bound field is laid out."""
    widget = field.field.widget
    if getattr(widget, "input_type", "") in ("radio", "checkbox"):
        return "group" if field.use_fieldset else "tick"
    return "several" if field.use_fieldset else "single"


@register.inclusion_tag("components/emergency_notice.html", takes_context=True)
def emergency_notice(context):
    """Say before the first field, and again before sending, what this form is not.

    Context: shell (crisis_number, emergency_number).
    """
    return clinic_context(context)


@register.inclusion_tag("components/help_aside.html", takes_context=True)
def help_aside(context):
    """Keep crisis help beside a field where somebody may write how they feel.

    Context: shell (crisis_number).
    """
    return clinic_context(context)


@register.inclusion_tag("components/talk.html", takes_context=True)
def talk(context):
    """Offer the telephone to those who would rather call than fill in a form.

    Context: shell, hours_lines, after_hours.
    """
    return clinic_context(context)


@register.inclusion_tag("components/summary_list.html")
def summary_list(*, answers, changeable=False):
    """Show answers to be checked. answers: list of {name, label, value, at?}.

    changeable: within a form; each answer gets a button named "change" whose value is
    the answer's name; at, the id of an input, is where the form opens then.
    """
    return {"answers": answers, "changeable": changeable}


@register.inclusion_tag("components/receipt.html", takes_context=True)
def receipt(context, *, reference, respond_by=None):
    """Confirm what is kept: the reference and, once it is known, the dated promise.

    respond_by: aware moment or None; shown on the clock of the clinic's own place.
    Context: shell (time_zone).
    """
    if respond_by:
        respond_by = respond_by.astimezone(context["shell"].zone)
    return {
        "reference": reference,
        "respond_by": respond_by,
        "day": respond_by and date_format(respond_by, _("l, F j")),
        "time": respond_by and f"{opening.clock(respond_by)} {respond_by:%Z}",
    }
